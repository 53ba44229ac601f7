using System.Globalization;

namespace FitPipeline.Local.Storage;

/// <summary>The file was written by a later version of this program, whose meaning this one cannot know.</summary>
public sealed class NewerSchemaException(long found, long known) : Exception(
    $"The data was written by a later version of FitPipeline (schema {found}; this one knows {known}). Use that version, or another data folder.");

/// <summary>
/// The tables, and the steps that lead from every released version to this one. A released step is never edited: a
/// change is a new step at the end.
/// </summary>
/// <remarks>
/// A journey has a number beside its id: ids are hashes, and a table in the order of hashes would touch another page for
/// every row. Times are UTC ticks. What a list is ordered or chosen by is a column; the rest is JSON.
/// </remarks>
internal static class Schema
{
    // Each with what it then makes of the rows that are there already.
    internal static readonly (string Sql, Action<Session>? Fill)[] Steps =
        [(Version1, null), (Version2, null), (Version3, null), (Version4, DeskIndexRows.WriteAll), (Version5, null), (Version6, null),
         (Version7, DeskIndexRows.WriteReminded), (Version8, null), (Version9, SqliteFigures.WriteAll)];

    // The journey's next action on the worklist is its own row's columns (what, owner, due, because): one write, no second truth.
    private const string Version1 = """
        CREATE TABLE journeys (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, practice TEXT NOT NULL, step INTEGER NOT NULL, state TEXT NOT NULL,
            open INTEGER NOT NULL, what TEXT, owner TEXT, due INTEGER, because TEXT NOT NULL, wake INTEGER,
            waits INTEGER NOT NULL, updated INTEGER NOT NULL, json BLOB NOT NULL) STRICT;
        CREATE INDEX journeys_of_practice ON journeys (practice);
        CREATE INDEX journeys_owed ON journeys (owner, due) WHERE open;
        CREATE INDEX journeys_owed_of_practice ON journeys (practice, owner, due) WHERE open;
        CREATE INDEX journeys_to_wake ON journeys (wake) WHERE open;
        CREATE INDEX journeys_waiting ON journeys (no) WHERE waits;
        CREATE INDEX journeys_left_behind ON journeys (no) WHERE open AND (owner IS NULL OR due IS NULL OR wake IS NULL);

        CREATE TABLE journey_counts (state TEXT PRIMARY KEY, journeys INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TRIGGER journey_started AFTER INSERT ON journeys BEGIN
            INSERT INTO journey_counts VALUES (NEW.state, 1) ON CONFLICT DO UPDATE SET journeys = journeys + 1;
        END;
        CREATE TRIGGER journey_moved AFTER UPDATE OF state ON journeys WHEN OLD.state <> NEW.state BEGIN
            UPDATE journey_counts SET journeys = journeys - 1 WHERE state = OLD.state;
            INSERT INTO journey_counts VALUES (NEW.state, 1) ON CONFLICT DO UPDATE SET journeys = journeys + 1;
        END;

        -- key is the journey's number times 65536 plus the step: a journey's events lie together.
        CREATE TABLE events (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL, by TEXT NOT NULL, because TEXT NOT NULL, note TEXT, policy TEXT NOT NULL,
            at INTEGER NOT NULL, json BLOB NOT NULL) STRICT;

        CREATE TABLE effects (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, journey TEXT NOT NULL, not_before INTEGER NOT NULL,
            attempts INTEGER NOT NULL, json BLOB NOT NULL) STRICT;
        CREATE INDEX effects_by_time ON effects (not_before);

        CREATE TABLE raised (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, journey TEXT, practice TEXT, what TEXT NOT NULL, owner TEXT NOT NULL,
            due INTEGER NOT NULL, because TEXT NOT NULL, done_at INTEGER, done_by TEXT, note TEXT) STRICT;
        CREATE INDEX raised_owed ON raised (owner, due) WHERE done_at IS NULL;
        CREATE INDEX raised_owed_of_practice ON raised (practice, owner, due) WHERE done_at IS NULL;

        CREATE TABLE kits (kit TEXT PRIMARY KEY, journey TEXT NOT NULL, lot TEXT COLLATE NOCASE) STRICT, WITHOUT ROWID;
        CREATE INDEX kits_of_lot ON kits (lot) WHERE lot IS NOT NULL;

        CREATE TABLE patients (
            no INTEGER PRIMARY KEY, journey TEXT NOT NULL UNIQUE, page_token TEXT NOT NULL UNIQUE, nhs_number TEXT NOT NULL,
            born TEXT NOT NULL, mobile TEXT, json BLOB NOT NULL) STRICT;
        CREATE INDEX patients_by_number ON patients (nhs_number);
        CREATE INDEX patients_by_birth ON patients (born);
        CREATE INDEX patients_by_mobile ON patients (mobile) WHERE mobile IS NOT NULL;

        CREATE TABLE referrals (
            practice TEXT NOT NULL, referral TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (practice, referral)) STRICT, WITHOUT ROWID;
        CREATE TABLE requests (
            practice TEXT NOT NULL, request TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (practice, request)) STRICT, WITHOUT ROWID;

        CREATE TABLE lab_files (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, format TEXT, status TEXT NOT NULL, received INTEGER NOT NULL, rows INTEGER NOT NULL,
            accepted INTEGER NOT NULL, ignored INTEGER NOT NULL, quarantined INTEGER NOT NULL, rejected INTEGER NOT NULL,
            because TEXT) STRICT, WITHOUT ROWID;
        CREATE TABLE lab_rows (
            file TEXT NOT NULL, row INTEGER NOT NULL, outcome TEXT NOT NULL, because TEXT NOT NULL, journey TEXT,
            PRIMARY KEY (file, row)) STRICT, WITHOUT ROWID;
        CREATE TABLE quarantine (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, file TEXT NOT NULL, row INTEGER NOT NULL, because TEXT NOT NULL,
            received INTEGER NOT NULL, owner TEXT NOT NULL, due INTEGER NOT NULL, candidates BLOB NOT NULL, content BLOB,
            resolution BLOB) STRICT;
        CREATE INDEX quarantine_open ON quarantine (no) WHERE resolution IS NULL;

        CREATE TABLE texts (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, journey TEXT NOT NULL, template TEXT NOT NULL, facts BLOB NOT NULL,
            body TEXT NOT NULL, segments INTEGER NOT NULL, queued INTEGER NOT NULL, send_after INTEGER NOT NULL, sent INTEGER,
            status TEXT NOT NULL, provider_id TEXT, repeatability TEXT NOT NULL) STRICT;
        CREATE INDEX texts_of_journey ON texts (journey);
        CREATE INDEX texts_to_send ON texts (send_after) WHERE status = 'Queued';
        CREATE INDEX texts_handed_over ON texts (status, sent) WHERE sent IS NOT NULL;
        CREATE INDEX texts_that_left ON texts (sent, segments) WHERE sent IS NOT NULL;
        CREATE TABLE letters (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, journey TEXT NOT NULL, template TEXT NOT NULL, facts BLOB NOT NULL,
            subject TEXT NOT NULL, paragraphs BLOB NOT NULL, language TEXT NOT NULL, queued INTEGER NOT NULL) STRICT;
        CREATE INDEX letters_of_journey ON letters (journey);
        CREATE TABLE dispatches (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, journey TEXT NOT NULL, kit_number INTEGER NOT NULL,
            requested INTEGER NOT NULL) STRICT;
        CREATE TABLE notices (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, journey TEXT NOT NULL, practice TEXT NOT NULL, notice TEXT NOT NULL,
            at INTEGER NOT NULL) STRICT;
        CREATE INDEX notices_of_practice ON notices (practice);
        CREATE TABLE announcements (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, journey TEXT NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL) STRICT;

        CREATE TABLE slots (
            id TEXT PRIMARY KEY, site TEXT NOT NULL, starts INTEGER NOT NULL, minutes INTEGER NOT NULL, procedure TEXT NOT NULL,
            community INTEGER NOT NULL, withdrawn INTEGER NOT NULL, booking TEXT) STRICT, WITHOUT ROWID;
        CREATE INDEX slots_free ON slots (starts) WHERE NOT withdrawn AND booking IS NULL;
        CREATE TABLE bookings (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, journey TEXT NOT NULL, slot TEXT NOT NULL, starts INTEGER NOT NULL,
            status TEXT NOT NULL) STRICT;
        CREATE INDEX bookings_by_start ON bookings (starts);

        CREATE TABLE audit (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL, journey TEXT,
            raw TEXT, hash BLOB NOT NULL) STRICT;
        CREATE TABLE audit_end (one INTEGER PRIMARY KEY CHECK (one = 1), no INTEGER NOT NULL, id TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TABLE archive (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL,
            body BLOB NOT NULL) STRICT;
        CREATE TABLE archived_files (id TEXT PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        -- What the host itself must remember: when each timer last ran, and whose the tokens minted later are.
        CREATE TABLE timers (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE tokens (hash TEXT PRIMARY KEY, role TEXT NOT NULL, practice TEXT) STRICT, WITHOUT ROWID;
        """;

    // What arrived, in order, so that it can be lived again; and which lots must not be sent out any more.
    private const string Version2 = """
        CREATE TABLE arrivals (
            no INTEGER PRIMARY KEY, kind TEXT NOT NULL, named TEXT, by TEXT NOT NULL, practice TEXT, request TEXT, type TEXT,
            at INTEGER NOT NULL, raw TEXT NOT NULL) STRICT;
        CREATE TABLE recalled_lots (lot TEXT PRIMARY KEY COLLATE NOCASE, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """;

    // A slot may name its room, so that two of one room cannot overlap.
    private const string Version3 = "ALTER TABLE slots ADD COLUMN room TEXT;";

    // What people at a desk look things up by. tell_by: the breach date as a day number, while the patient is not told.
    private const string Version4 = """
        ALTER TABLE journeys ADD COLUMN tell_by INTEGER;
        CREATE INDEX journeys_untold ON journeys (tell_by) WHERE tell_by IS NOT NULL;
        CREATE TABLE lab_numbers (number TEXT NOT NULL COLLATE NOCASE, journey INTEGER NOT NULL, PRIMARY KEY (number, journey)) STRICT, WITHOUT ROWID;
        CREATE TABLE family_names (name TEXT NOT NULL, patient INTEGER NOT NULL, PRIMARY KEY (name, patient)) STRICT, WITHOUT ROWID;
        CREATE TABLE deliveries (
            id TEXT PRIMARY KEY, lot TEXT NOT NULL, expires INTEGER NOT NULL, kits INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """;

    // Letters leave in batches, once; an announcement may lead to more.
    private const string Version5 = """
        ALTER TABLE letters ADD COLUMN status TEXT NOT NULL DEFAULT 'Queued';
        ALTER TABLE letters ADD COLUMN batch TEXT;
        ALTER TABLE letters ADD COLUMN printed INTEGER;
        CREATE INDEX letters_waiting ON letters (no) WHERE status = 'Queued';
        CREATE INDEX letters_of_batch ON letters (batch) WHERE batch IS NOT NULL;
        ALTER TABLE announcements ADD COLUMN link TEXT;
        """;

    // A kit can come back before anybody here knows that it went out.
    private const string Version6 = """
        CREATE TABLE parked_scans (
            kit TEXT NOT NULL, scan TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, collected INTEGER, by TEXT NOT NULL,
            PRIMARY KEY (kit, scan)) STRICT, WITHOUT ROWID;
        """;

    // The worklist by where the journey is, and whoever was reminded of a kit: help may be wanted.
    private const string Version7 = """
        ALTER TABLE journeys ADD COLUMN reminded INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX journeys_in_state ON journeys (state, due) WHERE open;
        CREATE INDEX journeys_reminded ON journeys (due) WHERE reminded;
        """;

    // What reports count, narrow: a hundred thousand rows are read in a moment. received: the London day of the referral.
    private const string Version8 = """
        CREATE TABLE figures (
            no INTEGER PRIMARY KEY, received INTEGER NOT NULL, journey TEXT NOT NULL, practice TEXT NOT NULL, sex TEXT NOT NULL, age INTEGER NOT NULL,
            marks INTEGER NOT NULL, at_least TEXT, referred INTEGER NOT NULL, first_posted INTEGER, first_received INTEGER, first_reported INTEGER,
            counted_reported INTEGER, acknowledged INTEGER, listed INTEGER, booked INTEGER, examined INTEGER, told INTEGER, rebooked INTEGER,
            change INTEGER NOT NULL) STRICT;
        CREATE INDEX figures_changed ON figures (change);
        ALTER TABLE patients ADD COLUMN ethnic TEXT;
        ALTER TABLE patients ADD COLUMN language TEXT;
        ALTER TABLE patients ADD COLUMN lsoa21 TEXT;
        CREATE INDEX patients_counted ON patients (journey, ethnic, language, lsoa21);
        """;

    // What the waiting-time standards turn on, beside the other figures. The rows of both steps are written now.
    private const string Version9 = """
        ALTER TABLE figures ADD COLUMN test_missed INTEGER;
        ALTER TABLE figures ADD COLUMN ended INTEGER;
        """;

    /// <summary>Takes every step the file has not taken, each whole or not at all.</summary>
    /// <exception cref="NewerSchemaException">The file has taken steps this program does not know.</exception>
    internal static void BringUpToDate(Session session)
    {
        long taken = Taken(session);
        if (taken > Steps.Length)
        {
            throw new NewerSchemaException(taken, Steps.Length);
        }

        for (long step = taken; step < Steps.Length; step++)
        {
            string version = (step + 1).ToString(CultureInfo.InvariantCulture);
            session.Script($"BEGIN IMMEDIATE; {Steps[step].Sql}");
            Steps[step].Fill?.Invoke(session);
            session.Script($"PRAGMA user_version = {version}; COMMIT;");
        }
    }

    private static long Taken(Session session)
    {
        using Rows rows = session.Query("PRAGMA user_version");
        return rows.Read() ? rows.Number(0) : 0;
    }
}
