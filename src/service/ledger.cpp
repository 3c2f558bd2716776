#include "service/ledger.hpp"

#include "service/chain.hpp"
#include "service/entry_text.hpp"
#include "service/replay.hpp"
#include "service/shortened.hpp"
#include "wire/codec.hpp"
#include "wire/document.hpp"
#include "wire/log_json.hpp"
#include "wire/terminal_json.hpp"
#include "wire/writer.hpp"

#include <algorithm>
#include <cassert>

namespace castellan {

namespace {

constexpr std::size_t entries_at_once = 1'000;

/// The id of whoever was there as the second; empty if nobody was.
std::string_view second_of(World const& world, Submission const& submission)
{
    auto const* row = world.users.get(submission.second_person);
    return row == nullptr ? std::string_view{} : std::string_view{row->id};
}

/// An entry is found by who did it, who was there as the second, and the key that it was done with.
void add_actors(Entry& entry, std::string_view second, std::string_view credential)
{
    for (auto const id : {std::string_view{entry.actor}, second, credential}) {
        if (!id.empty() && std::ranges::find(entry.about, id) == entry.about.end())
            entry.about.emplace_back(id);
    }
}

OpenError unreadable(StoreError error)
{
    return error == StoreError::damaged ? OpenError::damaged : OpenError::unavailable;
}

} // namespace

std::string name_of(World const& world, Actor actor)
{
    if (actor.device)
        return std::string{device_prefix} + world.safes[actor.device].id;
    if (actor.invitation)
        return std::string{invitation_prefix} + world.invitations[actor.invitation].id;
    auto const* user = world.users.get(actor.user);
    return user != nullptr ? user->id : std::string{};
}

// Reading

std::expected<void, OpenError> Ledger::load()
{
    world_ = World{};
    last_number_ = 0;
    last_hash_ = Hash{};
    snapshot_number_ = 0;
    snapshot_was_refused_ = false;
    shown_otherwise_.clear();
    trial_.reset();
    entries_.clear();
    secrets_.clear();
    files_.clear();
    on_its_way_ = false;
    ++next_ticket_;

    if (auto loaded = load_snapshot(); !loaded)
        return loaded;
    for (;;) {
        auto const entries = store_.read(last_number_ + 1, entries_at_once);
        if (!entries)
            return std::unexpected(unreadable(entries.error()));
        if (entries->empty())
            break;
        for (auto const& entry : *entries) {
            if (entry.number != last_number_ + 1 || entry.previous_hash != last_hash_ || entry.hash != hash_of(entry))
                return std::unexpected(OpenError::broken_chain);
            if (auto replayed = replay(world_, entry); !replayed)
                return replayed;
            last_number_ = entry.number;
            last_hash_ = entry.hash;
            last_at_ = entry.at;
        }
    }
    durable_number_ = last_number_;
    followers_.restart();
    return {};
}

std::expected<void, OpenError> Ledger::load_snapshot()
{
    auto const snapshot = store_.latest_snapshot();
    if (!snapshot)
        return std::unexpected(unreadable(snapshot.error()));
    if (!*snapshot)
        return {};
    auto const taken = take_snapshot(**snapshot);
    if (!taken)
        return std::unexpected(taken.error());
    snapshot_was_refused_ = !*taken;
    return {};
}

/// False: the chain has not sealed this snapshot, or it can't be read.
std::expected<bool, OpenError> Ledger::take_snapshot(Snapshot const& snapshot)
{
    // The seal, and the entry before it, from which the chain goes on.
    auto entries = store_.read(snapshot.number, 1);
    if (!entries)
        return std::unexpected(unreadable(entries.error()));
    auto const seal = store_.read(snapshot.number + 1, 1);
    if (!seal)
        return std::unexpected(unreadable(seal.error()));
    if (entries->empty() || seal->empty() || !seals(seal->front(), snapshot))
        return false;
    auto const& last = entries->front();
    if (last.number != snapshot.number || last.hash != hash_of(last))
        return false;
    auto world = wire::decode_snapshot(snapshot.world);
    if (!world)
        return false;

    world_ = std::move(*world);
    last_number_ = snapshot.number;
    last_hash_ = last.hash;
    snapshot_number_ = snapshot.number;
    return true;
}

// Writing

void Ledger::append(Entry entry)
{
    last_at_ = entry.at;
    link(entry, last_number_ + 1, last_hash_);
    last_number_ = entry.number;
    last_hash_ = entry.hash;
    entries_.push_back(std::move(entry));
}

void Ledger::install(World world, std::string_view document, Instant now)
{
    assert(last_number_ == 0);
    world_ = std::move(world);
    auto const decision = Decision{.effect = Effect::allow, .rule = {}};
    append(Entry{.at = now,
                 .actor = std::string{installation_actor},
                 .kind = std::string{installation_kind},
                 .body = entry_body({.change = R"({"kind":"organization.install"})",
                                     .decision = decision,
                                     .after = document})});
    world_.revision = last_number_;
    followers_.restart();
}

void Ledger::carry_out(Submission const& submission, Decision const& decision, std::string_view kind)
{
    auto const& change = submission.decoded.change;
    // Everything that names things is written down before: afterwards they may be gone.
    auto const accounts = accounts_of(world_, change, submission.actor);
    auto const text = wire::encode_change(world_, change);
    auto const before = values_of(world_, change, submission.actor);
    auto entry = Entry{.at = time_of(submission.now),
                       .actor = name_of(world_, submission.actor),
                       .kind = std::string{kind.empty() ? name_of(kind_of(change)) : kind},
                       .about = ids_in(world_, change, {}, accounts)};
    auto const second = std::string{second_of(world_, submission)};
    add_actors(entry, second, submission.credential);
    auto touched = wire::Touched{};
    wire::note(touched, world_, submission.actor, change);
    followers_.look(world_, std::move(touched));

    auto const stamp = Stamp{last_number_ + 1, entry.at, submission.actor};
    if (trial_)
        trial_->undo.apply(change, stamp);
    else
        apply(world_, change, stamp);
    if (auto const* registered = std::get_if<RegisterSafe>(&change))
        world_.safes[world_.safes.find(registered->safe)].unpaired = true;

    followers_.note(world_, stamp.number);
    entry.body = entry_body({.change = text,
                             .decision = decision,
                             .from = submission.from,
                             .credential = submission.credential,
                             .accounts = accounts,
                             .second_person = second,
                             .terminal = submission.terminal ? &*submission.terminal : nullptr,
                             .happened = submission.happened,
                             .before = before,
                             .after = values_of(world_, change, submission.actor)});
    append(std::move(entry));
}

Entry Ledger::refusal(Submission const& submission, Decision const& decision) const
{
    auto const& [change, unknown] = submission.decoded;
    // Section 6: what was refused as if it were not there is written down as if it were not there, and beside that, for
    // those who do see it, where it is.
    auto const all_accounts = accounts_of(world_, change, submission.actor);
    auto const accounts =
        decision.hidden ? accounts_seen_of(world_, change, submission.actor) : all_accounts;
    auto const hidden_in = decision.hidden ? std::optional{std::span{all_accounts}} : std::nullopt;
    auto const whole = wire::encode_change(world_, change, unknown);
    auto const is_long = whole.size() > refused_bytes_most;
    auto const kept = is_long ? shortened(change) : change;
    auto reason = std::string{decision.reason};
    if (is_long)
        reason += (reason.empty() ? "" : " ") + shortened_mark(change, whole);
    auto said = decision;
    said.reason = reason;
    auto const unknown_kept = std::span{unknown}.first(std::min(unknown.size(), refused_about_most));
    auto const second = std::string{second_of(world_, submission)};
    auto entry = Entry{.at = time_of(submission.now),
                       .actor = name_of(world_, submission.actor),
                       .kind = std::string{name_of(kind_of(change))},
                       .body = entry_body({.change = is_long ? wire::encode_change(world_, kept, unknown) : whole,
                                           .decision = said,
                                           .from = submission.from,
                                           .credential = submission.credential,
                                           .accounts = accounts,
                                           .second_person = second,
                                           .terminal = submission.terminal ? &*submission.terminal : nullptr,
                                           .happened = submission.happened,
                                           .hidden_in = hidden_in}),
                       .about = ids_in(world_, kept, unknown_kept, accounts)};
    for (auto const& id : all_accounts) {
        if (std::ranges::find(entry.about, id) == entry.about.end())
            entry.about.insert(entry.about.begin(), id);
    }
    if (entry.about.size() > refused_about_most)
        entry.about.resize(refused_about_most);
    add_actors(entry, second, submission.credential);
    return entry;
}

Entry Ledger::about_person(UserId actor, std::string_view kind, UserId person, Decision const& decision,
                           std::string_view from, Instant now) const
{
    auto const& id = world_.users[person].id;
    auto const accounts = accounts_of(world_, EnableUser{person}, Actor{person});
    auto change = std::string{R"({"kind":")"}.append(kind).append("\"");
    if (actor != person)
        change.append(R"(,"user":")").append(id).append("\"");
    change += '}';
    auto entry = Entry{
        .at = time_of(now),
        .actor = actor ? world_.users[actor].id : std::string{installation_actor},
        .kind = std::string{kind},
        .body = entry_body({.change = change, .decision = decision, .from = from, .accounts = accounts}),
        .about = accounts};
    entry.about.push_back(id);
    if (actor != person)
        entry.about.push_back(entry.actor);
    return entry;
}

void Ledger::mention(UserId actor, std::string_view kind, std::string_view from, Instant now)
{
    append(about_person(actor, kind, actor, Decision{.effect = Effect::allow, .rule = "X-11"}, from, now));
}

void Ledger::mention_by_installation(UserId person, std::string_view kind, Instant now)
{
    append(about_person(UserId{}, kind, person, Decision{.effect = Effect::allow, .rule = {}}, {}, now));
}

Entry Ledger::about_pairing(Actor actor, std::string_view kind, SafeId safe, Decision const& decision,
                            std::string_view from, Instant now) const
{
    auto const& row = world_.safes[safe];
    auto const accounts = std::vector{world_.accounts[row.account].id};
    auto const change = std::string{R"({"kind":")"}.append(kind).append(R"(","safe":")").append(row.id).append(R"("})");
    auto entry = Entry{
        .at = time_of(now),
        .actor = actor == Actor{UserId{}} ? std::string{installation_actor} : name_of(world_, actor),
        .kind = std::string{kind},
        .body = entry_body({.change = change, .decision = decision, .from = from, .accounts = accounts}),
        .about = accounts};
    entry.about.push_back(row.id);
    entry.about.push_back(entry.actor);
    return entry;
}

Entry Ledger::about_terminal(UserId actor, std::string_view kind, wire::LogTerminal const& terminal,
                             Decision const& decision, std::string_view from, Instant now,
                             wire::RefusedChange const* refused, std::string_view note) const
{
    auto change = std::string{};
    auto writer = wire::Writer{change};
    writer.object();
    writer.member("kind", kind);
    writer.member("group", terminal.group);
    writer.member("name", terminal.name);
    if (refused != nullptr) {
        writer.member("refused", refused->id);
        writer.member("user", refused->user);
        if (!refused->second_person.empty())
            writer.member("second_person", refused->second_person);
        writer.key("at").instant(refused->at.at);
        writer.member("effect", refused->effect);
        if (!refused->rule.empty())
            writer.member("rule", refused->rule);
        // Not what somebody filled into a form, nor what could not be read.
        auto const decoded = wire::decode_change(world_, refused->change.text);
        if (decoded && kind_of(decoded->change) != Kind::record_submit && refused->change.text.size() <= refused_bytes_most)
            writer.key("change").json(refused->change.text);
        else if (decoded)
            writer.member("of", name_of(kind_of(decoded->change)));
    }
    if (!note.empty())
        writer.member("note", note);
    writer.end();
    auto accounts = std::vector<std::string>{};
    if (auto const* group = world_.groups.get(world_.groups.find(terminal.group)))
        accounts.push_back(world_.accounts[group->account].id);
    auto entry = Entry{.at = time_of(now),
                       .actor = actor ? world_.users[actor].id : std::string{installation_actor},
                       .kind = std::string{kind},
                       .body = entry_body({.change = change,
                                           .decision = decision,
                                           .from = from,
                                           .accounts = accounts,
                                           .terminal = &terminal}),
                       .about = accounts};
    entry.about.push_back(terminal.group);
    if (!terminal.id.empty())
        entry.about.push_back(terminal.id);
    entry.about.push_back(entry.actor);
    return entry;
}

void Ledger::set_pin(UserId actor, UserId person, bool has_pin, std::string_view from, Instant now)
{
    auto const kind = has_pin ? pin_kind : pin_removed_kind;
    auto entry = about_person(actor, kind, person, Decision{.effect = Effect::allow, .rule = actor ? "X-11" : ""}, from, now);
    auto touched = wire::Touched{};
    wire::note(touched, world_, Actor{person}, ClearPin{person});
    followers_.look(world_, std::move(touched));
    note_pin(world_.users[person], has_pin, last_number_ + 1);
    followers_.note(world_, last_number_ + 1);
    append(std::move(entry));
}

/// Alters what no entry says of a safe, before the eyes of whoever follows.
template <class Alter>
void Ledger::show(SafeId safe, Alter alter)
{
    auto touched = wire::Touched{};
    wire::note(touched, world_, Actor{safe}, ReportSafe{.safe = safe});
    followers_.look(world_, std::move(touched));
    alter(world_.safes[safe]);
    followers_.note(world_, last_number_);
}

void Ledger::show_presence(SafeId safe, bool online)
{
    if (world_.safes[safe].online == online)
        return;
    show(safe, [online](Safe& row) { row.online = online; });
    if (std::erase(shown_otherwise_, safe) == 0)
        shown_otherwise_.push_back(safe);
}

void Ledger::show_pairing(SafeId safe, bool is_paired)
{
    if (world_.safes[safe].unpaired == is_paired)
        show(safe, [is_paired](Safe& row) { row.unpaired = !is_paired; });
}

bool Ledger::has_lived(std::string const& id) const
{
    // Refused changes are about ids that never were anything's, and anybody can have them written.
    static constexpr auto looked_at_once = std::size_t{20};
    static constexpr auto looked_at_most = std::size_t{1'000}; // rather taken than searched for any longer
    auto const was_carried_out = [](Entry const& entry) {
        auto const body = wire::decode<wire::LogBody>(entry.body);
        return body && body->effect == name_of(Effect::allow);
    };
    for (auto const& entry : entries_) {
        if (std::ranges::find(entry.about, id) != entry.about.end() && was_carried_out(entry))
            return true;
    }
    auto before = last_number_ + 1;
    for (auto looked_at = std::size_t{0}; looked_at < looked_at_most;) {
        auto const entries = store_.read_back(before, looked_at_once, {.about = {id}});
        if (!entries)
            return true; // what can't be looked up is not given away
        if (entries->empty())
            return false;
        if (std::ranges::any_of(*entries, was_carried_out))
            return true;
        before = entries->back().number;
        looked_at += entries->size();
    }
    return true;
}

// Trials

void Ledger::try_out()
{
    assert(!trial_);
    trial_.emplace(Trial{Undo{world_}, entries_.size(), last_number_, last_hash_});
}

void Ledger::keep()
{
    trial_.reset();
}

void Ledger::take_back()
{
    assert(trial_);
    trial_->undo.roll_back();
    entries_.resize(trial_->entries);
    last_number_ = trial_->last_number;
    last_hash_ = trial_->last_hash;
    followers_.take_back(trial_->last_number);
    trial_.reset();
}

// Batches

std::uint64_t Ledger::ticket() const
{
    if (!entries_.empty() || !secrets_.empty() || !files_.empty())
        return next_ticket_;
    return on_its_way_ ? next_ticket_ - 1 : 0;
}

/// The world as it stands just behind the last entry, and the entry that seals it.
Snapshot Ledger::make_snapshot()
{
    auto const turn = [this] {
        for (auto const safe : shown_otherwise_) {
            if (world_.safes.contains(safe)) // otherwise it was removed meanwhile
                world_.safes[safe].online = !world_.safes[safe].online;
        }
    };
    turn();
    auto snapshot = Snapshot{last_number_, wire::encode_snapshot(world_)};
    turn();
    snapshot_number_ = last_number_;
    append(Entry{.at = last_at_,
                 .actor = std::string{installation_actor},
                 .kind = std::string{snapshot_kind},
                 .body = seal_body(snapshot)});
    return snapshot;
}

Batch Ledger::take_batch()
{
    assert(!on_its_way_ && !trial_);
    auto snapshot = std::optional<Snapshot>{};
    // An installation is followed at once, so that starting need not read its document again. The seal of a snapshot is
    // an entry itself, and calls for no other.
    auto const entries_since = last_number_ - snapshot_number_;
    if (!entries_.empty() && (entries_since > snapshot_every_ || snapshot_number_ == 0))
        snapshot = make_snapshot();
    auto batch = Batch{.entries = std::exchange(entries_, {}),
                       .secrets = std::exchange(secrets_, {}),
                       .files = std::exchange(files_, {}),
                       .snapshot = std::move(snapshot)};
    if (batch.empty())
        return batch;
    batch.ticket = next_ticket_++;
    on_its_way_ = true;
    number_on_its_way_ = last_number_;
    return batch;
}

void Ledger::committed(std::uint64_t ticket)
{
    if (!on_its_way_ || ticket != next_ticket_ - 1)
        return;
    on_its_way_ = false;
    durable_number_ = number_on_its_way_;
}

} // namespace castellan
