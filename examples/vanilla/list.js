// The application: no modules, no build. `Vedette` is the loader's stub until the SDK has arrived, and then the SDK.
const form = document.querySelector('form');
const list = document.querySelector('ul');

Vedette.setTag('list', 'groceries');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const what = new FormData(form).get('what');
  const item = document.createElement('li');
  item.textContent = what;
  list.append(item);
  form.reset();
  Vedette.addBreadcrumb({ category: 'list', message: `one more, ${list.children.length} now` });
});

// A mistake that is easily made: an empty list has no first item. Nobody catches it, so it is reported.
document.querySelector('#total').addEventListener('click', () => {
  alert(`${list.firstElementChild.textContent} and ${list.children.length - 1} more`);
});

// Asks the user what happened, with the dialog of the receiver.
document.querySelector('#help').addEventListener('click', () => {
  Vedette.captureMessage('The user says that something is wrong');
  Vedette.showReportDialog();
});
