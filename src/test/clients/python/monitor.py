import itertools, sys, time
import socketio  # pip install "python-socketio[client]"

relay = socketio.Client()
session = {}

@relay.event
def connect():  # comes again after each reconnect, which the client does by itself
    if not session:
        relay.emit("request_session_id", {})

@relay.event
def session_id_assigned(data):
    session.update(session_id=data["session_id"], publish_token=data["publish_token"])
    print("The team's link:", data["dashboard_url"], flush=True)

relay.connect(sys.argv[1])  # http://localhost:8080
for lap in itertools.count(1):
    if session and relay.connected:
        relay.emit("telemetry_update", {**session, "telemetry": {"lap": lap, "fuel": 60 - lap / 8}})
    time.sleep(0.5)
