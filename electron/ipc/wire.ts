/** The three channels that carry all subscriptions between the preload and main. */
export const OPEN = 'subscription:open';
export const CLOSE = 'subscription:close';
export const HEARD = 'subscription:heard';
