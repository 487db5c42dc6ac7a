'use server';

import { setTag } from '@vedette/node';
import { redirect } from 'next/navigation';

const stock: Record<string, { pieces: number[] }> = { mug: { pieces: [12] }, stove: { pieces: [7] } };

/** A server action: takes a piece from the shelf. There is none for lanterns. */
export async function order(form: FormData): Promise<void> {
  const product = String(form.get('product'));
  setTag('product', product);
  takeFrom(product);
  redirect('/');
}

function takeFrom(product: string): void {
  stock[product].pieces[0] -= 1;
}
