import { addBreadcrumb, ErrorBoundary } from '@vedette/react';
import { useEffect, useState } from 'react';
import { type CartLine, fetchProducts, type Product } from './api.ts';
import { Link, usePath } from './route.tsx';
import { Cart } from './screens/cart.tsx';
import { ProductDetail } from './screens/product-detail.tsx';
import { ProductList } from './screens/product-list.tsx';

export function App() {
  const path = usePath();
  const [products, setProducts] = useState<Product[]>([]);
  const [cart, setCart] = useState<CartLine[]>([]);

  useEffect(() => {
    fetchProducts().then(setProducts);
  }, []);

  function add({ id, name }: Product) {
    addBreadcrumb({ category: 'cart', message: `added ${name}` });
    const quantity = (cart.find((line) => line.productId === id)?.quantity ?? 0) + 1;
    setCart([...cart.filter((line) => line.productId !== id), { productId: id, quantity }]);
  }

  const pieces = cart.reduce((sum, line) => sum + line.quantity, 0);
  const product = products.find(({ id }) => path === `/products/${id}`);
  return (
    <>
      <header>
        <Link to="/" className="name">
          Northlight
        </Link>
        <span>things for outside</span>
        <Link to="/cart" className="cart-link">
          Cart{pieces > 0 && <b>{pieces}</b>}
        </Link>
      </header>
      <main>
        {path === '/' && <ProductList products={products} onAdd={add} />}
        {path === '/cart' && <Cart products={products} cart={cart} onPaid={() => setCart([])} />}
        {product && (
          <ErrorBoundary
            key={product.id}
            beforeCapture={(scope) => scope.setTag('product', product.id)}
            fallback={({ resetError }) => (
              <section className="notice" role="alert">
                <h2>This product cannot be shown.</h2>
                <p>We have been told, and are looking into it.</p>
                <button type="button" onClick={resetError}>
                  Try again
                </button>
              </section>
            )}
          >
            <ProductDetail product={product} onAdd={add} />
          </ErrorBoundary>
        )}
      </main>
    </>
  );
}
