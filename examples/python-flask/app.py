"""The stock of the shop, as a service of its own: in Python, monitored by Sentry's SDK for it, which Vedette's receiver takes as well."""

import os

import sentry_sdk
from flask import Flask, jsonify
from sentry_sdk.integrations.flask import FlaskIntegration

sentry_sdk.init(
    dsn=os.environ.get("VEDETTE_DSN"),
    release="stock@1.0.0",
    integrations=[FlaskIntegration()],
    traces_sample_rate=1.0,
)

app = Flask(__name__)

# Counted by hand. The shelf of the compasses was not found.
shelves = {"mug": 12, "blanket": 3, "lantern": 40, "hammock": 0, "stove": 7}


def pieces_of(product):
    with sentry_sdk.start_span(op="stock", description="look on the shelf"):
        return shelves[product]


@app.route("/stock/<product>")
def stock(product):
    sentry_sdk.set_tag("product", product)
    return jsonify(product=product, pieces=pieces_of(product))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "3000")))
