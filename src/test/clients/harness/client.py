"""python-socketio with default options for the tests: a line of JSON in is an event to send, a line out one received."""
import functools
import json
import sys
import threading

import socketio

relay = socketio.Client()
connected = threading.Event()
printing = threading.Lock()


def tell(event, data=None):
    with printing:
        print(json.dumps({"event": event, "data": data}), flush=True)


def acknowledged(number, result):
    tell("ack", {"request": number, "result": result, "transport": relay.transport()})


@relay.event
def connect():
    connected.set()
    tell("connect")


@relay.event
def disconnect():
    connected.clear()
    tell("disconnect")


relay.on("*", tell)
relay.connect(sys.argv[1])
for line in sys.stdin:
    message = json.loads(line)
    number = message["request"]
    answer = number and functools.partial(acknowledged, number)
    while True:
        connected.wait()
        try:
            relay.emit(message["event"], message["data"], callback=answer)
            break
        except socketio.exceptions.BadNamespaceError:
            pass  # it has just gone; connect() will say when it is back
relay.disconnect()
