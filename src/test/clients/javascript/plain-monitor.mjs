// Plain WebSocket, as browsers, Deno and Node 22 have it. It does not reconnect by itself.
const relay = new WebSocket(`${process.argv[2]}/ws/monitor`); // ws://localhost:8080
const send = (event, data) => relay.send(JSON.stringify({ event, data }));

relay.onopen = () => send('request_session_id', {});

relay.onmessage = ({ data: text }) => {
  const { event, data } = JSON.parse(text);
  if (event !== 'session_id_assigned') return;
  const { session_id, publish_token, dashboard_url } = data;
  console.log("The team's link:", dashboard_url);
  let lap = 0;
  setInterval(() => {
    lap += 1;
    send('telemetry_update', { session_id, publish_token, telemetry: { lap, fuel: 60 - lap / 8 } });
  }, 500);
};

relay.onclose = ({ code, reason }) => process.exit(console.log('closed', code, reason));
