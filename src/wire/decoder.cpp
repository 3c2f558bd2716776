#include "wire/decoder.hpp"

#include "wire/text.hpp"

#include <cassert>

namespace castellan::wire {

namespace {

/// How a wrong value is told what it should have been.
std::string wish(Member const& member)
{
    switch (member.type) {
    case Type::text: return "must be text";
    case Type::boolean: return "must be true or false";
    case Type::integer: return "must be a whole number";
    case Type::instant: return "must be a time such as 2026-11-21T08:00:00Z";
    case Type::reference: return "must be the id of " + std::string{indefinite(member.section)};
    case Type::object:
    case Type::map: return "must be an object";
    case Type::list: return "must be a list";
    case Type::json: return "must be JSON";
    case Type::unkept: return std::string{member.note};
    case Type::choice: break;
    }
    auto result = std::string{"must be one of "};
    for (auto const choice : member.choices) {
        if (choice != member.choices.front())
            result += ", ";
        result += choice;
    }
    return result;
}

/// A key as a part of a path: cut and cleaned if it is strange.
std::string plain(std::string_view key)
{
    auto result = quoted_id(key);
    return result.substr(1, result.size() - 2);
}

constexpr std::uint64_t bit(std::size_t at) { return std::uint64_t{1} << at; }

} // namespace

std::uint32_t slot_of(World const& world, Section section, std::string_view id)
{
    switch (section) {
    case Section::accounts: return world.accounts.find(id).slot;
    case Section::users: return world.users.find(id).slot;
    case Section::groups: return world.groups.find(id).slot;
    case Section::safes: return world.safes.find(id).slot;
    case Section::assets: return world.assets.find(id).slot;
    }
    return UserId::none;
}

std::string_view id_at(World const& world, Section section, std::uint32_t slot)
{
    auto const id_in = [](auto const& table, auto handle) {
        auto const* row = table.get(handle);
        return row ? std::string_view{row->id} : std::string_view{};
    };
    switch (section) {
    case Section::accounts: return id_in(world.accounts, AccountId{slot});
    case Section::users: return id_in(world.users, UserId{slot});
    case Section::groups: return id_in(world.groups, GroupId{slot});
    case Section::safes: return id_in(world.safes, SafeId{slot});
    case Section::assets: return id_in(world.assets, AssetId{slot});
    }
    return {};
}

Member const* fields_of(Schema const& schema)
{
    for (auto const& member : schema.members) {
        if (member.name == "fields")
            return &member;
    }
    return nullptr;
}

Decoder::Decoder(Schema const& schema, void* object, DecodeOptions const& options)
    : options_(options), root_(schema), root_object_(object), fields_(options.flat ? fields_of(schema) : nullptr)
{
    assert(schema.members.size() < 64);
}

std::string Decoder::path(std::string_view last) const
{
    auto result = std::string{};
    for (std::size_t at = 0; at < depth_; ++at) {
        auto const& frame = frames_[at];
        if (frame.inside == Inside::list) {
            result += '[';
            append_number(result, std::uint64_t{frame.next - (frame.next > 0 ? 1 : 0)});
            result += ']';
            continue;
        }
        auto const key = at + 1 == depth_ && !last.empty() ? std::string{last}
                         : frame.current                   ? std::string{frame.current->name}
                                                           : plain(frame.key);
        if (!result.empty() && !key.empty())
            result += '.';
        result += key;
    }
    return result;
}

bool Decoder::fail(std::string problem)
{
    problems_.push_back({path(), std::move(problem)});
    return problems_.size() < options_.most_problems;
}

bool Decoder::mismatch(Member const& member) { return fail(wish(member)); }

Decoder::Frame& Decoder::push(Inside inside)
{
    auto& frame = frames_[depth_++];
    frame.inside = inside;
    frame.current = nullptr;
    frame.seen = 0;
    frame.seen_fields = 0;
    frame.next = 0;
    frame.key.clear();
    return frame;
}

/// Where the next value belongs, and that it comes.
Decoder::Target Decoder::target()
{
    auto& frame = top();
    if (frame.inside == Inside::object)
        return {frame.current, frame.current && frame.current->at
                                   ? const_cast<void*>(frame.current->at(frame.current_object)) // ours to fill
                                   : nullptr};
    auto const& member = *frame.member;
    auto const entry = frame.next++;
    if (member.type == Type::unkept || entry >= member.most) {
        auto problem = std::string{member.note};
        if (member.type != Type::unkept) {
            problem = "must have at most ";
            append_number(problem, std::uint64_t{member.most});
            problem += " entries";
        }
        if (entry == (member.type == Type::unkept ? 0 : member.most))
            fail(std::move(problem));
        return {};
    }
    auto* const place = member.list->append(frame.place);
    if (frame.inside == Inside::map) {
        // By convention the first member of a map's element is its key (wire/rows.hpp).
        auto const& key = member.element->nested->members.front();
        static_cast<std::string*>(const_cast<void*>(key.at(place)))->assign(frame.key);
    }
    return {member.element, place};
}

void* Decoder::settle(Target const& target)
{
    return target.member->optional ? target.member->optional->emplace(target.place) : target.place;
}

bool Decoder::problem(std::string problem)
{
    return problem.empty() || fail(std::move(problem));
}

bool Decoder::null()
{
    if (skipped_ > 0)
        return true;
    if (capture_) {
        capture_->null();
        return true;
    }
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    if (!target.member)
        return problems_.size() < options_.most_problems;
    if (target.member->type == Type::unkept)
        return true;
    if (target.member->type == Type::json) {
        static_cast<Json*>(settle(target))->text = "null";
        return true;
    }
    if (!target.member->nullable)
        return mismatch(*target.member);
    settle(target); // present and empty
    return true;
}

bool Decoder::boolean(bool value)
{
    if (skipped_ > 0)
        return true;
    if (capture_) {
        capture_->boolean(value);
        return true;
    }
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    if (!target.member)
        return problems_.size() < options_.most_problems;
    if (target.member->type == Type::unkept)
        return value ? mismatch(*target.member) : true;
    if (target.member->type == Type::json) {
        Writer{static_cast<Json*>(settle(target))->text}.boolean(value);
        return true;
    }
    if (target.member->type != Type::boolean)
        return mismatch(*target.member);
    *static_cast<bool*>(settle(target)) = value;
    return true;
}

bool Decoder::store_number(Target const& target, std::int64_t value)
{
    auto const& member = *target.member;
    if (member.type == Type::json) {
        Writer{static_cast<Json*>(settle(target))->text}.integer(value);
        return true;
    }
    if (member.type != Type::integer)
        return mismatch(member);
    if (value < member.least_number || value > member.most_number) {
        auto problem = std::string{value < member.least_number ? "must be at least " : "must be at most "};
        append_number(problem, value < member.least_number ? member.least_number : member.most_number);
        return fail(std::move(problem));
    }
    *static_cast<std::int64_t*>(settle(target)) = value;
    return true;
}

bool Decoder::integer(std::int64_t value)
{
    if (skipped_ > 0)
        return true;
    if (capture_) {
        capture_->integer(value);
        return true;
    }
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    return target.member ? store_number(target, value) : problems_.size() < options_.most_problems;
}

bool Decoder::natural(std::uint64_t value)
{
    if (skipped_ > 0)
        return true;
    if (capture_) {
        capture_->natural(value);
        return true;
    }
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    if (!target.member)
        return problems_.size() < options_.most_problems;
    if (target.member->type == Type::json) {
        Writer{static_cast<Json*>(settle(target))->text}.natural(value);
        return true;
    }
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return fail("is too large a number");
    return store_number(target, static_cast<std::int64_t>(value));
}

bool Decoder::real(std::string_view text)
{
    if (skipped_ > 0)
        return true;
    if (capture_) {
        capture_->json(text);
        return true;
    }
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    if (!target.member)
        return problems_.size() < options_.most_problems;
    if (target.member->type == Type::json) {
        static_cast<Json*>(settle(target))->text = text;
        return true;
    }
    return mismatch(*target.member);
}

bool Decoder::store_reference(Target const& target, std::string& value)
{
    auto const& member = *target.member;
    if (auto wrong = problem_of(value, id_text); !wrong.empty())
        return fail(std::move(wrong));
    auto const slot = options_.world ? slot_of(*options_.world, member.section, value) : UserId::none;
    if (!target.place) {
        if (options_.parents)
            options_.parents->push_back({&member, slot, value});
        return true;
    }
    *static_cast<std::uint32_t*>(settle(target)) = slot;
    if (slot == UserId::none && options_.unknown)
        options_.unknown->push_back({path(), value});
    return true;
}

bool Decoder::store_text(Target const& target, std::string& value)
{
    auto const& member = *target.member;
    switch (member.type) {
    case Type::text: {
        auto const limits =
            TextLimits{.format = member.format, .most = member.most, .may_be_empty = member.may_be_empty};
        if (auto wrong = problem_of(value, limits); !wrong.empty())
            return fail(std::move(wrong));
        // Copied and not moved: the copy is as long as it must be, and the parser keeps its buffer.
        if (target.place)
            static_cast<std::string*>(settle(target))->assign(value);
        return true;
    }
    case Type::choice:
        for (std::size_t at = 0; at < member.choices.size(); ++at) {
            if (member.choices[at] == value) {
                *static_cast<unsigned char*>(settle(target)) = static_cast<unsigned char>(at);
                return true;
            }
        }
        return mismatch(member);
    case Type::instant:
        if (auto const instant = instant_of(value)) {
            static_cast<When*>(settle(target))->at = *instant;
            return true;
        }
        return mismatch(member);
    case Type::reference: return store_reference(target, value);
    case Type::json: Writer{static_cast<Json*>(settle(target))->text}.text(value); return true;
    case Type::unkept: return value.empty() ? true : mismatch(member);
    case Type::boolean:
    case Type::integer:
    case Type::object:
    case Type::list:
    case Type::map: break;
    }
    return mismatch(member);
}

bool Decoder::text(std::string& value)
{
    if (skipped_ > 0)
        return true;
    if (capture_) {
        capture_->text(value);
        return true;
    }
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    return target.member ? store_text(target, value) : problems_.size() < options_.most_problems;
}

bool Decoder::begin(bool object)
{
    if (depth_ + skipped_ + captured_ >= deepest) {
        auto problem = std::string{"is nested deeper than "};
        append_number(problem, std::uint64_t{deepest});
        fail(problem + " brackets");
        return false;
    }
    if (skipped_ > 0) {
        ++skipped_;
        return true;
    }
    if (capture_) {
        ++captured_;
        object ? capture_->object() : capture_->list();
        return true;
    }
    if (depth_ == 0) {
        if (!object)
            return fail("must be an object");
        auto& frame = push(Inside::object);
        frame.schema = &root_;
        frame.place = root_object_;
        frame.seen = options_.given;
        return true;
    }
    auto const target = this->target();
    if (!target.member) {
        skipped_ = 1;
        return problems_.size() < options_.most_problems;
    }
    auto const& member = *target.member;
    if (member.type == Type::json) {
        captured_ = 1;
        capture_.emplace(static_cast<Json*>(settle(target))->text);
        object ? capture_->object() : capture_->list();
        return true;
    }
    auto const fits = member.type == Type::unkept || (object ? member.type == Type::object || member.type == Type::map
                                                             : member.type == Type::list);
    if (!fits) {
        auto const go_on = mismatch(member);
        skipped_ = 1;
        return go_on;
    }
    auto* const place = member.type == Type::unkept ? nullptr : settle(target);
    auto const inside = !object ? Inside::list : member.type == Type::object ? Inside::object : Inside::map;
    auto& frame = push(inside);
    frame.schema = member.nested;
    frame.member = &member;
    frame.place = place;
    return true;
}

bool Decoder::key(std::string& name)
{
    if (skipped_ > 0)
        return true;
    if (capture_) {
        capture_->free_key(name);
        return true;
    }
    auto& frame = top();
    frame.current = nullptr;
    if (frame.inside == Inside::map) {
        if (frame.member->type == Type::unkept) {
            frame.key.clear();
            return true; // the value is refused
        }
        frame.key = name;
        auto const& list = *frame.member->list;
        auto const& key = frame.member->element->nested->members.front();
        for (std::size_t at = 0; at < list.size(frame.place); ++at) {
            if (*static_cast<std::string const*>(key.at(list.at(frame.place, at))) == name)
                return fail("stands here twice");
        }
        return problem(problem_of(name, id_text));
    }

    // Usually the members come in the order of the table.
    auto const members = frame.schema->members;
    auto const wanted = [&](Member const& member) {
        return member.name == name && !member.name.empty() && member.forms.has(options_.form);
    };
    auto at = frame.next;
    while (at < members.size() && !wanted(members[at]))
        ++at;
    if (at == members.size()) {
        at = 0;
        while (at < frame.next && !wanted(members[at]))
            ++at;
        if (at == frame.next)
            at = members.size();
    }
    auto const flat = depth_ == 1 && fields_ != nullptr;
    if (at < members.size() && !(flat && &members[at] == fields_)) {
        frame.current = &members[at];
        frame.current_object = frame.place;
        frame.next = at + 1;
        if ((frame.seen & bit(at)) != 0) {
            auto const given = depth_ == 1 && (options_.given & bit(at)) != 0;
            auto const go_on = fail(given ? "stands in the path already" : "stands here twice");
            frame.current = nullptr;
            frame.key = name;
            return go_on;
        }
        frame.seen |= bit(at);
        return true;
    }
    if (flat) {
        auto const fields = fields_->nested->members;
        for (std::size_t field = 0; field < fields.size(); ++field) {
            if (fields[field].name != name)
                continue;
            frame.current = &fields[field];
            frame.current_object = const_cast<void*>(fields_->at(frame.place)); // ours to fill
            if ((frame.seen_fields & bit(field)) != 0)
                return fail("stands here twice");
            frame.seen_fields |= bit(field);
            return true;
        }
    }
    frame.key = name;
    if (depth_ == 1 && options_.discarded && options_.discarded->name == name) {
        if ((frame.seen & bit(63)) != 0)
            return fail("stands here twice");
        frame.seen |= bit(63);
        frame.current = options_.discarded;
        frame.current_object = nullptr;
        return true;
    }
    return options_.unknown_members || fail("is not known here");
}

bool Decoder::end_of_object(Frame& frame)
{
    auto const check = [&](std::span<Member const> members, std::uint64_t seen) {
        for (std::size_t at = 0; at < members.size(); ++at) {
            auto const& member = members[at];
            if (!member.required || (seen & bit(at)) != 0 || !member.forms.has(options_.form) ||
                (depth_ == 1 && &member == fields_))
                continue;
            problems_.push_back({path(member.name), "is missing"});
            if (problems_.size() >= options_.most_problems)
                return false;
        }
        return true;
    };
    if (!check(frame.schema->members, frame.seen))
        return false;
    return depth_ > 1 || !fields_ || check(fields_->nested->members, frame.seen_fields);
}

bool Decoder::end()
{
    if (skipped_ > 0) {
        --skipped_;
        return true;
    }
    if (capture_) {
        capture_->end();
        if (--captured_ == 0)
            capture_.reset();
        return true;
    }
    auto& frame = top();
    if (frame.inside == Inside::object && !end_of_object(frame))
        return false;
    --depth_;
    if (depth_ > 0 && top().inside == Inside::list && frame.inside == Inside::object) {
        if (auto const finish = top().member->list->finish)
            finish(top().place);
    }
    return true;
}

} // namespace castellan::wire
