import { priceOf } from '../../../prices';

/** A route handler. */
export async function GET(_request: Request, { params }: { params: Promise<{ product: string }> }) {
  const { product } = await params;
  return Response.json({ product, cents: priceOf(product) });
}
