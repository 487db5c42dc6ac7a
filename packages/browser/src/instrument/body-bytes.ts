/** Made once, when it is needed: to make one costs more than to use it. */
let encoder: TextEncoder | undefined;

/** Length of a request's body, in bytes, where it is known without reading it: of texts and binary data. */
export function bodyBytes(body: unknown): number | undefined {
  if (typeof body === 'string' || body instanceof URLSearchParams) {
    encoder ??= new TextEncoder();
    return encoder.encode(String(body)).length;
  }
  return body instanceof Blob ? body.size : (body as ArrayBuffer | null | undefined)?.byteLength;
}

/** What a `content-length` header says, in bytes. */
export function declaredBytes(contentLength: string | null): number | undefined {
  return contentLength ? Number(contentLength) : undefined;
}
