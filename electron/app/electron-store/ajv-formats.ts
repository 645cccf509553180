/** Stands in for `ajv-formats`, which is of no use without `ajv`. It is taken as CommonJS. */
export default { default: (): undefined => undefined };
