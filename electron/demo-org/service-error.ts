/**
 * How the service refuses: one error type, and its wire form with every field (docs/genesys-cloud.md §1.2 `ErrorBody`,
 * §5 codes).
 */

export interface ErrorDetail {
  errorCode: string;
  fieldName?: string;
  entityId?: string;
  entityName?: string;
}

interface Extra {
  /** The sentence with `{placeholders}`, and their values. */
  template?: string;
  params?: Readonly<Record<string, string>>;
  details?: readonly ErrorDetail[];
  entityId?: string;
  entityName?: string;
  headers?: Readonly<Record<string, string>>;
}

export class ServiceError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly extra: Extra = {},
  ) {
    super(message);
    this.name = 'ServiceError';
  }
}

export function errorBody(error: ServiceError, contextId: string): Record<string, unknown> {
  const { template, params, details = [], entityId, entityName } = error.extra;
  return {
    message: error.message,
    code: error.code,
    status: error.status,
    ...(entityId === undefined ? {} : { entityId }),
    ...(entityName === undefined ? {} : { entityName }),
    ...(template === undefined ? {} : { messageWithParams: template, messageParams: params ?? {} }),
    contextId,
    details,
    errors: [],
  };
}

/** The request makes no sense in the current state. */
export const badRequest = (message: string, details: readonly ErrorDetail[] = []): ServiceError =>
  new ServiceError(400, 'general.bad.request', message, { details });

/** The request is unreadable: broken JSON, a missing or wrongly typed field. */
export const malformed = (details: readonly ErrorDetail[], message?: string): ServiceError =>
  new ServiceError(
    400,
    'bad.request',
    message ?? 'The request could not be understood by the server due to malformed syntax.',
    { details },
  );

export const invalidValue = (value: string, field: string, allowed: readonly string[]): ServiceError =>
  new ServiceError(
    400,
    'invalid.value',
    `Value [${value}] is not valid for field type [${field}]. Allowable values are: ${allowed.join(', ')}`,
    {
      template: 'Value [{value}] is not valid for field type [{field}]. Allowable values are: {allowed}',
      params: { value, field, allowed: allowed.join(', ') },
      details: [{ errorCode: 'invalid.value', fieldName: field }],
    },
  );

export const noToken = (): ServiceError =>
  new ServiceError(401, 'authentication.required', 'No authentication bearer token specified in authorization header.');

export const badToken = (): ServiceError => new ServiceError(401, 'bad.credentials', 'Invalid login credentials.');

export const missingPermissions = (permissions: readonly string[]): ServiceError =>
  new ServiceError(
    403,
    'missing.permissions',
    `Unable to perform the requested action. You are missing the following permission(s): ${permissions.join(', ')}`,
    {
      template: 'Unable to perform the requested action. You are missing the following permission(s): {permissions}',
      params: { permissions: permissions.join(', ') },
    },
  );

export const missingAnyPermission = (permissions: readonly string[]): ServiceError =>
  new ServiceError(
    403,
    'missing.any.permissions',
    `Unable to perform the requested action. You must have at least one of the following permissions assigned: ${permissions.join(', ')}`,
    {
      template:
        'Unable to perform the requested action. You must have at least one of the following permissions assigned: {permissions}',
      params: { permissions: permissions.join(', ') },
    },
  );

export const notAuthorized = (message = 'You are not authorized to perform the requested action.'): ServiceError =>
  new ServiceError(403, 'not.authorized', message);

export const notFound = (entityName?: string, entityId?: string): ServiceError =>
  new ServiceError(404, 'not.found', 'The requested resource was not found.', {
    ...(entityId === undefined ? {} : { entityId }),
    ...(entityName === undefined ? {} : { entityName }),
  });

export const conflict = (message: string): ServiceError => new ServiceError(409, 'general.conflict', message);

export const unsupportedMediaType = (): ServiceError =>
  new ServiceError(
    415,
    'unsupported.media.type',
    'Unsupported Media Type - Unsupported or incorrect media type, such as an incorrect Content-Type value in the header.',
  );

/** @param seconds whole seconds until the next request is welcome, both in the body and in the header */
export const rateLimited = (seconds: number): ServiceError =>
  new ServiceError(
    429,
    'too.many.requests.retry.after',
    `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
    { headers: { 'Retry-After': String(seconds) } },
  );
