/**
 * Drives the wallet from end-to-end tests: launch a browser with it, then act with one function for each thing that
 * a person does. Every name that it relies on belongs to the documented automation contract.
 */
export * from './approvals'
export * from './home'
export * from './launch'
export * from './onboarding'
export * from './pictures'
export * from './screens'
export * from './swap'
