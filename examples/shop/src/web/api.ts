import type { Order } from '../api/checkout.ts';
import type { CartLine } from '../api/payment.ts';
import type { Product } from '../api/products.ts';

export type { CartLine, Order, Product };

export async function fetchProducts(): Promise<Product[]> {
  const response = await fetch('/api/products');
  return response.json();
}

/** The answer as it is: whoever buys decides what a refusal means. */
export function postOrder(lines: CartLine[]): Promise<Response> {
  return fetch('/api/checkout', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ lines }),
  });
}
