metadata name = 'Shared types'
metadata description = 'The words the estate is described in. Exported, so a mistyped setting is found by the compiler and not by a patient.'

// Definitions //

@export()
@description('Which estate this is. Only prod holds real patients.')
type environmentType = 'dev' | 'test' | 'prod'

@export()
@description('How many copies Azure keeps: LRS one building, ZRS three buildings, GZRS three buildings and another region (uksouth pairs with ukwest, so data stays in the UK).')
type redundancyType = 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS'

@export()
@description('What the pathway is told from outside.')
type pathwaySettings = {
  @description('Required. Version of the pathway policy in force. It is stored with each decision.')
  policyVersion: string

  @description('Required. Telephone number patients are asked to call, at most 13 digits and spaces.')
  helpline: string

  @maxLength(11)
  @description('Optional. What opens every text, at most 11 characters; it must not say what the kit is for. Without it, NHS Kit.')
  serviceName: string?

  @description('Optional. Tags of the languages whose words a translator and a clinician have signed off, with commas, English among them. Without it, English.')
  languages: string?

  @maxLength(100)
  @description('Optional. Public https address of the site that shows patients their pages, ending in a slash: Front Door\'s name, or your own in front of it. It is printed in letters as a square for a telephone\'s camera. Without it, letters are printed without.')
  pageAddress: string?
}

@export()
@description('How texts are sent.')
type smsSettings = {
  @maxLength(11)
  @description('Required. Alphanumeric sender the patient sees, at most 11 characters. In the UK it is one-way: replies do not arrive.')
  sender: string

  @description('Optional. What the carrier charges for one part of a text, in pence with a point, e.g. 3.25. Without it reports count parts and show no cost: contracts differ, so there is no usual price.')
  pencePerPart: string?
}

@export()
@description('The Entra ID app registration that callers get tokens for. It is made by hand once (docs/deploy.md), because a directory is not part of a resource group.')
type signInSettings = {
  @description('Required. Application (client) id of the registration.')
  clientId: string
}

@export()
@description('How long things are kept, in days.')
type retentionSettings = {
  @minValue(1)
  @description('Required. Raw laboratory files may not be altered or deleted for this long. 2,922 is eight years, the adult record (NHS Records Management Code); cancer records are longer. Needs sign-off by information governance.')
  archiveDays: int

  @minValue(1)
  @description('Required. Audit blobs may not be altered or deleted for this long. As long as the record they are about.')
  auditDays: int

  @minValue(1)
  @maxValue(365)
  @description('Required. Deleted or overwritten blobs can be brought back for this long.')
  softDeleteDays: int

  @minValue(1)
  @description('Required. Events that could not be delivered are kept for this long, then deleted: delivery reports carry telephone numbers.')
  undeliveredDays: int

  @minValue(30)
  @maxValue(730)
  @description('Required. Logs are kept for this long. They hold journey ids and no personal data. 30 to 730.')
  logDays: int
}

@export()
@description('How laboratory files are scanned for malware.')
type malwareScanSettings = {
  @minValue(10)
  @description('Required. At most so many gigabytes a month are scanned, and paid for. A file beyond it has no verdict: it is not read, and somebody is asked within an hour.')
  gigabytesPerMonth: int
}

@export()
@description('Who is told, and when.')
type alertSettings = {
  @minLength(1)
  @description('Required. Addresses of the people who act on an alert. At least one.')
  emails: string[]

  @description('Required. Tell them when any next action is overdue by more than this many minutes.')
  overdueMinutes: int

  @description('Required. Tell them when more texts than this fail in an hour.')
  failedTextsPerHour: int
}

@export()
@description('How many machines.')
type scaleSettings = {
  @minValue(1)
  @description('Required. Instances kept warm for the orchestrations. At least 1: with none, a due time waits for a cold start and a poll.')
  durableInstances: int

  @minValue(0)
  @description('Required. Instances kept warm for HTTP. 0 accepts a cold start for the first caller.')
  httpInstances: int

  @minValue(1)
  @maxValue(1000)
  @description('Required. Never more instances than this, whatever arrives: the ceiling on the bill, and on what a flood can do.')
  maximumInstances: int
}

@export()
@description('Tiers of API Management that can hold one caller to a pace. Consumption cannot: it has no rate-limit-by-key.')
type gatewaySku = 'BasicV2' | 'StandardV2'

@export()
@description('Whose name is on the gateway.')
type gatewaySettings = {
  @description('Required. Organisation that publishes the interface to GP systems.')
  publisherName: string

  @description('Required. Where API Management writes to about the gateway itself.')
  publisherEmail: string

  @description('Required. Tier and, with it, price.')
  sku: gatewaySku

  @minValue(1)
  @description('Required. Calls a minute that one GP system may make before it is told to wait.')
  callsPerMinute: int
}
