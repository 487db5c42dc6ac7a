import catalogue from './catalogue.json';

export interface Product {
  id: string;
  name: string;
  text: string;
  cents: number;
  /** Centimetres and grams. */
  size: { width: number; height: number; grams: number };
}

// The catalogue is kept by other people: the hammock has no size yet, whatever the type says.
export const products = catalogue as Product[];
