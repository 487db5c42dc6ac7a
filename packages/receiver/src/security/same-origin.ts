/** The request headers that tell where a request was made. */
export interface RequestOrigin {
  host: string | undefined;
  origin: string | undefined;
  /** `Sec-Fetch-Site` and `Sec-Fetch-Mode`; browsers of today always send them, programs do not. */
  fetchSite: string | undefined;
  fetchMode: string | undefined;
}

/** False for what another site's page asks for. Opening the page by a link from elsewhere is fine. */
export function isOwnRequest({ host, origin, fetchSite, fetchMode }: RequestOrigin): boolean {
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    return false;
  }
  return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none' || fetchMode === 'navigate';
}
