import { io } from 'socket.io-client'; // npm install socket.io-client

const relay = io(process.argv[2]); // http://localhost:8080
let session;

relay.on('connect', () => { // comes again after each reconnect, which the client does by itself
  if (!session) relay.emit('request_session_id', {});
});

relay.on('session_id_assigned', ({ session_id, publish_token, dashboard_url }) => {
  session = { session_id, publish_token };
  console.log("The team's link:", dashboard_url);
});

let lap = 0;
setInterval(() => {
  if (!session || !relay.connected) return;
  lap += 1;
  relay.emit('telemetry_update', { ...session, telemetry: { lap, fuel: 60 - lap / 8 } });
}, 500);
