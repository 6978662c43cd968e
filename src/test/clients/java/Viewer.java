import io.socket.client.*; // io.socket:socket.io-client:2.1.2
import java.util.Map;
import org.json.JSONObject;

class Viewer {
  public static void main(String[] args) throws Exception {
    Socket relay = IO.socket(args[0]); // http://localhost:8080
    var session = Map.of("session_id", args[1]); // the last part of the team's link
    relay.on("connect", none -> // comes again after each reconnect, which the client does by itself
        relay.emit("join_session", new JSONObject(session)));
    relay.on("telemetry_update", data ->
        System.out.println("telemetry " + ((JSONObject) data[0]).opt("telemetry")));
    relay.on("session_status", data ->
        System.out.println("the session is " + ((JSONObject) data[0]).opt("state")));
    relay.connect();
  }
}
