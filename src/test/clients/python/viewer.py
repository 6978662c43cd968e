import json, sys
import socketio  # pip install "python-socketio[client]"

url, session_id = sys.argv[1:]  # http://localhost:8080 and the last part of the team's link
relay = socketio.Client()

@relay.event
def connect():  # comes again after each reconnect, which the client does by itself
    relay.emit("join_session", {"session_id": session_id})

@relay.event
def telemetry_update(data):  # each handler has a thread of its own, so a line is one write
    print(f"telemetry {json.dumps(data['telemetry'])}\n", end="", flush=True)

@relay.event
def session_status(data):
    print(f"the session is {data['state']}\n", end="", flush=True)

relay.connect(url)
relay.wait()
