import { io } from 'socket.io-client'; // npm install socket.io-client

const [url, session_id] = process.argv.slice(2); // http://localhost:8080 and the last part of the team's link
const relay = io(url);

relay.on('connect', () => { // comes again after each reconnect, which the client does by itself
  relay.emit('join_session', { session_id });
});

relay.on('telemetry_update', ({ telemetry }) => {
  console.log('telemetry', JSON.stringify(telemetry));
});

relay.on('session_status', ({ state }) => {
  console.log('the session is', state);
});
