-- SPDX-License-Identifier: Apache-2.0
-- Three parts. The ledger follows from tryon.results alone and can be thrown away and read again. Approval is what people
-- decided and stands nowhere else but here, in tryon.decisions and in the audit log. Sessions may be lost at any time.

-- The ledger ------------------------------------------------------------------------------------------------------

create table consumed_position (
    topic       text   not null,
    partition   int    not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

create table ledger_event (
    event_id   text        primary key,
    request_id uuid        not null,
    kind       text        not null,
    at         timestamptz not null
);

create table ledger_request (
    request_id  uuid        primary key,
    tenant      text        not null,
    lane        text        not null,
    expert      text        not null,
    campaign_id uuid,
    workflow    text        not null,
    state       text        not null,
    position    int         not null,
    step_count  int         not null,
    first_at    timestamptz not null,
    last_at     timestamptz not null,
    ended_at    timestamptz,
    redo_of     uuid,
    -- tryon.v1.TryOnEvent that ended it
    ending      bytea
);
create index ledger_request_redo on ledger_request (redo_of) where redo_of is not null;

-- Approval --------------------------------------------------------------------------------------------------------

create table workflow (
    name     text        not null,
    version  int         not null,
    sha256   text        not null,
    document text        not null,
    since    timestamptz not null,
    primary key (name, version),
    unique (name, sha256)
);

create table item (
    item_id          uuid        primary key,
    kind             text        not null check (kind in ('result', 'subject', 'product')),
    tenant           text        not null,
    campaign_id      uuid,
    expert           text        not null,
    workflow         text        not null,
    workflow_version int         not null,
    stage            text        not null,
    status           text        not null check (status in ('open', 'held', 'approved', 'published', 'rejected', 'redone')),
    -- Grows by one with each decision; who decides names the version that they saw.
    version          int         not null,
    title            text        not null,
    picture_uri      text        not null,
    preview_uri      text        not null,
    remarks          text[]      not null,
    assets           uuid[]      not null,
    redo_of          uuid,
    redo_request_id  uuid,
    entered_at       timestamptz not null,
    due_at           timestamptz,
    escalated        boolean     not null default false,
    decided_by       text,
    decided_at       timestamptz,
    foreign key (workflow, workflow_version) references workflow (name, version)
);
-- One index for each way that the queue is read; all of them hold open items only, so they stay small.
create index item_queue on item (tenant, kind, stage, entered_at, item_id) where status = 'open';
create index item_queue_campaign on item (tenant, campaign_id, entered_at, item_id) where status = 'open' and campaign_id is not null;
create index item_queue_expert on item (tenant, kind, expert, entered_at, item_id) where status = 'open';
create index item_queue_all on item (tenant, kind, entered_at, item_id) where status = 'open';
create index item_due on item (due_at) where status = 'open' and not escalated and due_at is not null;
create index item_held on item using gin (assets) where status = 'held';
create index item_lineage on item (redo_of) where redo_of is not null;

create table decision (
    decision_id     uuid        primary key,
    item_id         uuid        not null references item,
    item_version    int         not null,
    stage           text        not null,
    verdict         text        not null,
    by_name         text        not null,
    by_role         text        not null,
    reason          text        not null,
    marks           jsonb       not null,
    redo_request_id uuid,
    at              timestamptz not null,
    unique (item_id, item_version)
);

create table outbox (
    id            bigint generated always as identity primary key,
    event_id      text   not null unique,
    topic         text   not null,
    record_key    bytea  not null,
    value         bytea  not null,
    header_names  text[] not null,
    header_values text[] not null
);

-- Bulk approvals wait here for a few seconds, in which they can be taken back; nothing has been decided before that.
create table bulk_order (
    order_id   uuid        primary key,
    reviewer   jsonb       not null,
    item_ids   uuid[]      not null,
    versions   int[]       not null,
    execute_at timestamptz not null
);

-- The audit log ---------------------------------------------------------------------------------------------------

create table audit (
    seq      bigint      primary key,
    at       timestamptz not null,
    actor    text        not null,
    action   text        not null,
    tenant   text        not null,
    item_id  uuid,
    details  text        not null,
    previous bytea       not null,
    hash     bytea       not null
);
create index audit_item on audit (item_id);

create table audit_head (
    only_row boolean primary key default true check (only_row),
    seq      bigint  not null,
    hash     bytea   not null
);
insert into audit_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only';
end $$;
create trigger audit_append_only before update or delete on audit for each row execute function refuse_change();
create trigger audit_never_emptied before truncate on audit for each statement execute function refuse_change();

-- Sessions --------------------------------------------------------------------------------------------------------

create table session (
    -- sha256 of the cookie: who reads this table cannot take over a session
    token_sha256 bytea       primary key,
    reviewer     jsonb       not null,
    csrf         text        not null,
    last_seen    timestamptz not null,
    expires_at   timestamptz not null
);
