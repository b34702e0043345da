// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ARMING_MS, useArmed } from './use-armed.ts'

let focused = true
let visibility: DocumentVisibilityState = 'visible'

beforeEach(() => {
  vi.useFakeTimers()
  focused = true
  visibility = 'visible'
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused)
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms))
const fire = (target: EventTarget, type: string) => act(() => target.dispatchEvent(new Event(type)))
const arm = (content: string | null = 'a') =>
  renderHook(({ key }: { key: string | null }) => useArmed(key), { initialProps: { key: content } })

describe('arming', () => {
  test('security: arms after 600 ms in sight, not before', () => {
    const { result } = arm()
    expect(result.current.armed).toBe(false)
    pass(ARMING_MS - 1)
    expect(result.current.armed).toBe(false)
    expect(result.current.check()).toBe(false)
    pass(1)
    expect(result.current.armed).toBe(true)
    expect(result.current.check()).toBe(true)
  })

  test('security: nothing to approve never arms', () => {
    const { result } = arm(null)
    pass(10 * ARMING_MS)
    expect(result.current.armed).toBe(false)
    expect(result.current.check()).toBe(false)
  })

  test('security: other content starts the wait anew, with no armed paint between', () => {
    const { result, rerender } = arm('a')
    pass(ARMING_MS)
    const seen: boolean[] = []
    rerender({ key: 'b' })
    seen.push(result.current.armed, result.current.check())
    pass(ARMING_MS - 1)
    seen.push(result.current.armed)
    expect(seen).toEqual([false, false, false])
    pass(1)
    expect(result.current.armed).toBe(true)
  })

  test('security: going back to content that was armed before waits again', () => {
    const { result, rerender } = arm('a')
    pass(ARMING_MS)
    rerender({ key: 'b' })
    rerender({ key: 'a' })
    expect(result.current.armed && result.current.check()).toBe(false)
  })

  test('security: blur disarms at once; focus waits the whole time again', () => {
    const { result } = arm()
    pass(ARMING_MS)
    focused = false
    fire(window, 'blur')
    expect(result.current.armed).toBe(false)
    pass(5 * ARMING_MS)
    expect(result.current.armed).toBe(false)
    focused = true
    fire(window, 'focus')
    pass(ARMING_MS - 1)
    expect(result.current.armed).toBe(false)
    pass(1)
    expect(result.current.armed).toBe(true)
  })

  test('security: a window that never has focus never arms', () => {
    focused = false
    const { result } = arm()
    pass(10 * ARMING_MS)
    expect(result.current.armed).toBe(false)
    expect(result.current.away).toBe(true)
  })

  test('security: a hidden document never arms', () => {
    visibility = 'hidden'
    const { result } = arm()
    pass(10 * ARMING_MS)
    expect(result.current.armed).toBe(false)
    visibility = 'visible'
    fire(document, 'visibilitychange')
    pass(ARMING_MS)
    expect(result.current.armed).toBe(true)
  })

  test('security: resize starts the wait anew', () => {
    const { result } = arm()
    pass(ARMING_MS)
    fire(window, 'resize')
    expect(result.current.armed).toBe(false)
    pass(ARMING_MS - 1)
    expect(result.current.armed).toBe(false)
    pass(1)
    expect(result.current.armed).toBe(true)
  })

  test('security: resizing without end never arms', () => {
    const { result } = arm()
    for (let i = 0; i < 20; i++) {
      pass(ARMING_MS / 2)
      fire(window, 'resize')
    }
    expect(result.current.armed).toBe(false)
  })

  test('security: focus lost without an event is noticed at the click, and soon on the screen', () => {
    const { result } = arm()
    pass(ARMING_MS)
    focused = false
    expect(result.current.check()).toBe(false)
    pass(250)
    expect(result.current.armed).toBe(false)
  })

  test('behavior: focus gained without an event arms', () => {
    focused = false
    const { result } = arm()
    pass(1000)
    focused = true
    pass(250 + ARMING_MS)
    expect(result.current.armed).toBe(true)
  })

  test('behavior: rearm starts the wait anew', () => {
    const { result } = arm()
    pass(ARMING_MS)
    act(() => result.current.rearm())
    expect(result.current.armed).toBe(false)
    pass(ARMING_MS)
    expect(result.current.armed).toBe(true)
  })

  test('security: after unmount nothing stands armed', () => {
    const { result, unmount } = arm()
    pass(ARMING_MS)
    const { check } = result.current
    unmount()
    expect(check()).toBe(false)
  })
})
