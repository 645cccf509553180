/** Whom *Team* shows when it opens: the people who report to the supervisor. */
export const FIRST_CHOICE = 'reports';
