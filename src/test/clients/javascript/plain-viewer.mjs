// Plain WebSocket, as browsers, Deno and Node 22 have it. It does not reconnect by itself.
const [url, session_id] = process.argv.slice(2); // ws://localhost:8080 and the last part of the team's link
const relay = new WebSocket(`${url}/ws/dashboard`);

relay.onopen = () => relay.send(JSON.stringify({ event: 'join_session', data: { session_id } }));

relay.onmessage = ({ data: text }) => {
  const { event, data } = JSON.parse(text);
  if (event === 'telemetry_update') console.log('telemetry', JSON.stringify(data.telemetry));
  if (event === 'session_status') console.log('the session is', data.state);
};

relay.onclose = ({ code, reason }) => console.log('closed', code, reason);
