// The values that the decoder stores: one function for each event that is not a bracket or a key.
#include "wire/decoder.hpp"
#include "wire/text.hpp"

#include <limits>

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

bool Decoder::mismatch(Member const& member) { return fail(wish(member)); }

void* Decoder::settle(Target const& target)
{
    return target.member->optional ? target.member->optional->emplace(target.place) : target.place;
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

} // namespace castellan::wire
