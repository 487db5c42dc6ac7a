import { type Client, scrubUrl } from '@vedette/core';

/**
 * A URL as events may tell of it: without secrets, and without query if `dataCollection` keeps any parameter back. Which
 * ones it keeps is not looked at, unlike on servers: every page would have to carry that. Of a `data:` URL little more than
 * the kind is told.
 */
export function pageUrl(url: string, client: Client): string {
  const { queryParams, urlQueryParams = true } = client.getOptions().dataCollection ?? {};
  const told = url.replace(/^(data:[^,]*,.{10}).*/s, '$1... [truncated]');
  return scrubUrl((queryParams ?? urlQueryParams) === true ? told : told.replace(/\?[^#]*/g, ''));
}
