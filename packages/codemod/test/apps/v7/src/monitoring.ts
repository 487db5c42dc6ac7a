import { CaptureConsole, ExtraErrorData as ExtraErrorDataIntegration } from "@sentry/integrations";
import * as Sentry from "@sentry/react";
import { BrowserTracing } from "@sentry/tracing";
import type { Breadcrumb, Event, EventHint } from "@sentry/types";
import { useEffect } from "react";
import { createRoutesFromChildren, matchRoutes, useLocation, useNavigationType } from "react-router-dom";

const dropHealthChecks = (crumb: Breadcrumb): Breadcrumb | null =>
	String(crumb.data?.url).endsWith("/health") ? null : crumb;

export function startMonitoring(dsn: string) {
	Sentry.init({
		dsn,
		environment: "test",
		autoSessionTracking: true,
		integrations: [
			new BrowserTracing({
				tracePropagationTargets: ["localhost", /^\/api\//],
				routingInstrumentation: Sentry.reactRouterV6Instrumentation(
					useEffect,
					useLocation,
					useNavigationType,
					createRoutesFromChildren,
					matchRoutes,
				),
			}),
			new Sentry.Replay({ maskAllText: true }),
			new CaptureConsole({ levels: ["error"] }),
			new ExtraErrorDataIntegration({ depth: 4 }),
			new Sentry.Integrations.Breadcrumbs({ console: false }),
		],
		tracesSampleRate: 1.0,
		replaysSessionSampleRate: 0.1,
		replaysOnErrorSampleRate: 1.0,
		beforeBreadcrumb: dropHealthChecks,
		beforeSend(event, hint) {
			return redact(event, hint);
		},
	});

	Sentry.configureScope((scope) => {
		scope.setTag("page", "books");
		scope.setUser({ id: "42" }); // the id, never the name
	});
}

function redact<T extends Event>(event: T, _hint: EventHint): T {
	delete event.extra;
	return event;
}

export function warn(message: string, level: Sentry.Severity = Sentry.Severity.Warning) {
	const hub = Sentry.getCurrentHub();
	hub.withScope((scope) => {
		scope.setLevel(level);
		hub.captureMessage(message);
	});
}
