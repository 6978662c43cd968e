import io.socket.client.*; // io.socket:socket.io-client:2.1.2
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.json.JSONObject;

class Monitor {
  public static void main(String[] args) throws Exception {
    Socket relay = IO.socket(args[0]); // http://localhost:8080
    var assigned = new CompletableFuture<JSONObject>();
    relay.on("connect", none -> { // comes again after each reconnect, which the client does by itself
      if (!assigned.isDone()) relay.emit("request_session_id", new JSONObject());
    });
    relay.on("session_id_assigned", data -> assigned.complete((JSONObject) data[0]));
    relay.connect();
    JSONObject session = assigned.get();
    System.out.println("The team's link: " + session.get("dashboard_url"));
    for (int lap = 1; ; lap++, Thread.sleep(500)) {
      session.put("telemetry", new JSONObject(Map.of("lap", lap, "fuel", 60 - lap / 8.0)));
      if (relay.connected()) relay.emit("telemetry_update", session);
    }
  }
}
