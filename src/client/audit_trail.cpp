#include "client/audit_trail.hpp"

#include "wire/codec.hpp"
#include "wire/log_json.hpp"
#include "wire/url.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <iterator>

namespace castellan::client {

namespace {

/// Where the parameters of a change go in an entry.
struct Parameter {
    std::string_view name;
    std::string AuditEntry::*member;
};
constexpr auto parameters = std::to_array<Parameter>({
    {"account", &AuditEntry::account},
    {"user", &AuditEntry::user},
    {"group", &AuditEntry::group},
    {"safe", &AuditEntry::safe},
    {"to", &AuditEntry::other_safe},
    {"asset", &AuditEntry::asset},
    {"door", &AuditEntry::door},
    {"team", &AuditEntry::team},
    {"patient", &AuditEntry::patient},
    {"profile", &AuditEntry::profile},
    {"custom_role", &AuditEntry::custom_role},
    {"module", &AuditEntry::module},
    {"schedule", &AuditEntry::integration},
    {"credential", &AuditEntry::integration},
    {"webhook", &AuditEntry::integration},
    {"role", &AuditEntry::role},
    {"name", &AuditEntry::name},
    {"fields.name", &AuditEntry::name},
    {"fields.kind", &AuditEntry::name},
});

/// Members of a thing that say nothing to a reader: they are there in every entry.
bool is_bookkeeping(std::string_view path)
{
    return path == "version" || path == "id" || path.starts_with("orders");
}

std::string const* value_at(std::vector<wire::Leaf> const& leaves, std::string_view path)
{
    auto const leaf = std::ranges::find(leaves, path, &wire::Leaf::path);
    return leaf == leaves.end() ? nullptr : &leaf->value;
}

std::optional<std::int64_t> quantity_in(std::vector<wire::Leaf> const& leaves, std::string_view path)
{
    auto const* text = value_at(leaves, path);
    auto quantity = std::int64_t{0};
    if (text == nullptr || std::from_chars(text->data(), text->data() + text->size(), quantity).ec != std::errc{})
        return std::nullopt;
    return quantity;
}

std::vector<AuditDifference> differences(std::vector<wire::Leaf> const& before, std::vector<wire::Leaf> const& after)
{
    auto found = std::vector<AuditDifference>{};
    for (auto const& leaf : before) {
        auto const* other = value_at(after, leaf.path);
        if (!is_bookkeeping(leaf.path) && (other == nullptr || *other != leaf.value))
            found.push_back({leaf.path, leaf.value, other == nullptr ? std::string{} : *other});
    }
    for (auto const& leaf : after) {
        if (!is_bookkeeping(leaf.path) && value_at(before, leaf.path) == nullptr)
            found.push_back({leaf.path, {}, leaf.value});
    }
    return found;
}

void read_change(AuditEntry& entry, std::vector<wire::Leaf> const& change)
{
    for (auto const& leaf : change) {
        for (auto const& parameter : parameters) {
            if (leaf.path == parameter.name)
                entry.*parameter.member = leaf.value;
        }
    }
}

AuditEntry entry_of(wire::AuditEntry const& row)
{
    auto entry = AuditEntry{.number = std::hash<std::string>{}(row.id),
                            .at = row.at.at,
                            .actor = row.actor,
                            .actor_name = row.actor_name,
                            .second_person = row.second_person,
                            .second_person_name = row.second_person_name,
                            .kind = row.kind,
                            .refused = !row.effect.empty() && row.effect != "allow",
                            .rule = row.rule,
                            .reason = row.reason,
                            .from = row.from,
                            .key = row.credential,
                            .terminal = row.terminal,
                            .happened = row.happened.at};
    auto const change = wire::leaves(row.change.text);
    read_change(entry, change);
    auto const before = wire::leaves(row.before.text);
    auto const after = wire::leaves(row.after.text);
    for (auto const path : {"reason", "fields.reason"}) {
        if (auto const* reason = value_at(change, path); reason != nullptr && !entry.refused)
            entry.reason = *reason;
    }
    entry.quantity_before = quantity_in(before, "quantity");
    entry.quantity_after = quantity_in(after, "quantity");
    if (entry.kind == "asset.create")
        entry.quantity_after = quantity_in(change, "fields.quantity");
    if (auto const* safe = value_at(before, "safe"); safe != nullptr && entry.safe.empty())
        entry.safe = *safe;
    // What a thing was called is worth more than its id once it is gone.
    if (entry.name.empty()) {
        if (auto const* name = value_at(before, "name"))
            entry.name = *name;
        else if (auto const* kind = value_at(before, "kind"))
            entry.name = *kind;
    }
    if (!before.empty() && !after.empty())
        entry.differences = differences(before, after);
    return entry;
}

} // namespace

AuditEntry audit_entry(std::string_view kind, std::string_view change)
{
    auto entry = AuditEntry{.kind = std::string{kind}};
    read_change(entry, wire::leaves(change));
    return entry;
}

AuditTrail::AuditTrail(Transport& transport, std::function<void()> changed, std::string_view path, std::string_view page)
    : transport_(transport), path_(path), page_(page), changed_(std::move(changed))
{
}

void AuditTrail::want(AuditFilter const& filter)
{
    if (filter_ == filter)
        return;
    filter_ = filter;
    entries_.clear();
    before_.clear();
    state_ = State::loading;
    ask({});
}

void AuditTrail::more()
{
    if (state_ == State::ready && !before_.empty())
        ask(before_);
}

void AuditTrail::refresh()
{
    if (filter_ && !asking_)
        ask({});
}

std::string AuditTrail::filter_text() const
{
    auto text = std::string{};
    auto const add = [&text](std::string_view name, std::string const& value) {
        if (!value.empty())
            text.append("&").append(name).append("=") += wire::percent_encoded(value);
    };
    add("user", filter_->user);
    add("thing", filter_->thing);
    add("kind", filter_->kind);
    add("effect", filter_->effect);
    add("account", filter_->account);
    add("safe", filter_->safe);
    add("asset", filter_->asset);
    add("from", filter_->from);
    add("to", filter_->to);
    return text;
}

std::string AuditTrail::export_path() const
{
    return std::string{path_}.append("/export?format=csv").append(filter_ ? filter_text() : std::string{});
}

void AuditTrail::ask(std::string const& before)
{
    auto path = std::string{path_}.append("?limit=").append(page_);
    if (!before.empty())
        path.append("&before=") += wire::percent_encoded(before);
    path += filter_text();
    state_ = entries_.empty() || before.empty() ? (entries_.empty() ? State::loading : State::ready) : State::loading;
    auto const question = ++question_;
    asking_ = true;
    transport_.request({"GET", std::move(path), {}, {}},
                       [this, is_first = before.empty(), question](Answer const& answer) { take(answer, is_first, question); });
}

void AuditTrail::take(Answer const& answer, bool is_first, std::uint64_t question)
{
    if (question != question_)
        return; // Another question was asked meanwhile.
    asking_ = false;
    ++generation_;
    auto page = answer.status == 200 ? wire::decode<wire::AuditPage>(answer.body)
                                     : std::expected<wire::AuditPage, wire::WireError>{std::unexpected(wire::WireError{})};
    if (!page) {
        if (entries_.empty())
            state_ = answer.status == 403 || answer.status == 404 ? State::denied : State::failed;
        else
            state_ = State::ready;
    } else {
        state_ = State::ready;
        chain_ = {page->verified.at, static_cast<std::uint64_t>(page->verified_number), page->broken};
        auto entries = std::vector<AuditEntry>{};
        entries.reserve(page->entries.size());
        for (auto const& row : page->entries)
            entries.push_back(entry_of(row));
        if (is_first)
            take_newest(std::move(entries), std::move(page->before));
        else {
            std::ranges::move(entries, std::back_inserter(entries_));
            before_ = std::move(page->before);
        }
    }
    changed_();
}

/// Where what is there already begins on the page, the rest stays, with the older ones that were asked for.
void AuditTrail::take_newest(std::vector<AuditEntry> page, std::string before)
{
    auto const known = entries_.empty() ? page.end() : std::ranges::find(page, entries_.front().number, &AuditEntry::number);
    auto const is_continued = known != page.end();
    if (is_continued) {
        entries_.insert(entries_.begin(), std::make_move_iterator(page.begin()), std::make_move_iterator(known));
    } else {
        entries_ = std::move(page);
        before_ = std::move(before);
    }
}

} // namespace castellan::client
