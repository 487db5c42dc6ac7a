import type { Product } from '../api.ts';
import { euros } from '../money.ts';
import { Picture } from '../picture.tsx';
import { Link } from '../route.tsx';

interface Props {
  products: Product[];
  onAdd(product: Product): void;
}

export function ProductList({ products, onAdd }: Props) {
  return (
    <ul className="products">
      {products.map((product) => (
        <li key={product.id}>
          <Link to={`/products/${product.id}`} className="picture-link">
            <Picture id={product.id} />
            <h2>{product.name}</h2>
          </Link>
          <p>{product.text}</p>
          <footer>
            <b>{euros(product.cents)}</b>
            <button type="button" aria-label={`Add ${product.name} to the cart`} onClick={() => onAdd(product)}>
              Add
            </button>
          </footer>
        </li>
      ))}
    </ul>
  );
}
