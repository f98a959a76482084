import { expect, it } from 'vitest'
import { change, fitting, permissions } from './access'

it('permissions are typed with anything between them', () => {
  expect(permissions('finance.* , reports.read\nstaff.read')).toEqual([
    'finance.*',
    'reports.read',
    'staff.read',
  ])
  expect(permissions('  ')).toEqual([])
})

it('only templates of the role are offered, and not the role itself', () => {
  const templates = [
    { name: 'technician', title: '', role: 'technician' },
    { name: 'billing-desk', title: 'Billing desk', role: 'technician' },
    { name: 'night', title: 'Night', role: 'staff-pharmacist' },
  ]
  expect(fitting(templates, 'technician').map(({ name }) => name)).toEqual(['billing-desk'])
})

it('the form becomes what the server takes', () => {
  const form = new FormData()
  form.set('template', 'billing-desk')
  form.set('granted', 'reports.read')
  form.set('reason', ' Helps out ')
  expect(change(form)).toEqual({
    template: 'billing-desk',
    granted: ['reports.read'],
    denied: [],
    secondFactor: [],
    reason: 'Helps out',
  })
})
