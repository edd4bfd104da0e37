// Puts frames of a test's own making on the SDK's socket, as anybody can who
// opens the developer tools.
"use strict";

{
  let socket;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    socket = this;
    return send.call(this, data);
  };

  // forge sends a frame (base64) and gives the first answer that carries the
  // same id, also in base64.
  window.forge = (frame, id) => new Promise((resolve) => {
    const from = socket;
    const look = async ({ data }) => {
      if (typeof data === "string") return;
      const bytes = new Uint8Array(data instanceof Blob ? await data.arrayBuffer() : data);
      if (!new TextDecoder("latin1").decode(bytes).includes(id)) return;
      from.removeEventListener("message", look);
      resolve(bytes.toBase64());
    };
    from.addEventListener("message", look);
    from.send(Uint8Array.fromBase64(frame));
  });
}
