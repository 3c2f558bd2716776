// The values that the decoder stores: one function for each event that is not a bracket or a key.
#include "wire/decoder.hpp"
#include "rules/permission.hpp"
#include "wire/text.hpp"

#include <limits>
#include <utility>

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
    case Type::map:
    case Type::pairs: return "must be an object";
    case Type::list: return "must be a list";
    case Type::json: return "must be JSON";
    case Type::permission: return "must be the name of a permission";
    case Type::module_role: return "must be none, module_admin, collaborator or the id of a custom role";
    case Type::offer:
        return "must be administrator, staff, organization_admin, division_admin, module_admin, collaborator or the id "
               "of a custom role";
    case Type::choice: break;
    }
    auto result = std::string{"must be one of "};
    for (auto const choice : member.choices.subspan(member.first_choice)) {
        if (choice != member.choices[member.first_choice])
            result += ", ";
        result += choice;
    }
    return result;
}

} // namespace

std::uint32_t slot_of(World const& world, Section section, std::string_view id)
{
    return with_handle(section, 0, [&](auto handle) { return world.table_of(handle).find(id).slot; });
}

std::string_view id_at(World const& world, Section section, std::uint32_t slot)
{
    return with_handle(section, slot, [&](auto handle) {
        auto const* row = world.get(handle);
        return row ? std::string_view{row->id} : std::string_view{};
    });
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
    auto const null = [](Capture& capture) { return capture.null(); };
    if (capture_)
        return kept(null);
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    if (!target.member)
        return problems_.size() < options_.most_problems;
    if (target.member->type == Type::json)
        return keep(target, null);
    if (!target.member->nullable)
        return mismatch(*target.member);
    settle(target); // present and empty
    return true;
}

bool Decoder::boolean(bool value)
{
    if (skipped_ > 0)
        return true;
    auto const boolean = [value](Capture& capture) { return capture.boolean(value); };
    if (capture_)
        return kept(boolean);
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    if (!target.member)
        return problems_.size() < options_.most_problems;
    if (target.member->type == Type::json)
        return keep(target, boolean);
    if (target.member->type != Type::boolean)
        return mismatch(*target.member);
    *static_cast<bool*>(settle(target)) = value;
    return true;
}

bool Decoder::store_number(Target const& target, std::int64_t value)
{
    auto const& member = *target.member;
    if (member.type == Type::json)
        return keep(target, [value](Capture& capture) { return capture.integer(value); });
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
    if (capture_)
        return kept([value](Capture& capture) { return capture.integer(value); });
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    return target.member ? store_number(target, value) : problems_.size() < options_.most_problems;
}

bool Decoder::natural(std::uint64_t value)
{
    if (skipped_ > 0)
        return true;
    auto const natural = [value](Capture& capture) { return capture.natural(value); };
    if (capture_)
        return kept(natural);
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    if (!target.member)
        return problems_.size() < options_.most_problems;
    if (target.member->type == Type::json)
        return keep(target, natural);
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return fail("is too large a number");
    return store_number(target, static_cast<std::int64_t>(value));
}

bool Decoder::real(std::string_view text)
{
    if (skipped_ > 0)
        return true;
    auto const real = [text](Capture& capture) { return capture.real(text); };
    if (capture_)
        return kept(real);
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    if (!target.member)
        return problems_.size() < options_.most_problems;
    return target.member->type == Type::json ? keep(target, real) : mismatch(*target.member);
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
    if (member.named)
        *member.named(top().current_object) = true;
    if (slot == UserId::none && options_.unknown)
        options_.unknown->push_back({path(), value});
    return true;
}

CustomRoleId Decoder::custom_role(std::string const& id)
{
    auto const result = options_.world ? options_.world->custom_roles.find(id) : CustomRoleId{};
    if (result.is_none() && options_.unknown)
        options_.unknown->push_back({path(), id});
    return result;
}

/// A role in a module, or what an invitation gives: whatever is no word is the id of a custom role.
bool Decoder::store_role(Target const& target, std::string& value)
{
    auto* const place = settle(target);
    auto const wrong = problem_of(value, id_text);
    if (!wrong.empty())
        return fail(wrong);
    if (target.member->type == Type::module_role) {
        auto const rank = enum_named<ModuleRank>(value);
        *static_cast<ModuleRole*>(place) = rank && *rank != ModuleRank::custom
                                               ? ModuleRole{.rank = *rank, .custom = {}}
                                               : ModuleRole{ModuleRank::custom, custom_role(value)};
        return true;
    }
    auto const role = enum_named<OfferedRole>(value);
    *static_cast<Offer*>(place) = role && *role != OfferedRole::custom ? Offer{.role = *role, .custom = {}}
                                                                       : Offer{OfferedRole::custom, custom_role(value)};
    return true;
}

/// In a snapshot, what is kept as JSON stands as a text.
bool Decoder::store_kept(Target const& target, std::string& value)
{
    if (options_.form != Form::snapshot || target.member->shape == Shape::any)
        return keep(target, [&value](Capture& capture) { return capture.text(value); });
    auto capture = Capture{*static_cast<std::string*>(settle(target)), *target.member};
    parse_json(capture, value);
    return capture.problem().empty() || fail(capture.problem());
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
        for (std::size_t at = member.first_choice; at < member.choices.size(); ++at) {
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
    case Type::json: return store_kept(target, value);
    case Type::module_role:
    case Type::offer: return store_role(target, value);
    case Type::permission:
        if (auto const permission = permission_named(value)) {
            static_cast<PermissionSet*>(target.place)->add(*permission);
            return true;
        }
        return fail(quoted_id(value) + " is no permission");
    case Type::boolean:
    case Type::integer:
    case Type::object:
    case Type::list:
    case Type::map:
    case Type::pairs: break;
    }
    return mismatch(member);
}

bool Decoder::text(std::string& value)
{
    if (skipped_ > 0)
        return true;
    if (capture_)
        return kept([&value](Capture& capture) { return capture.text(value); });
    if (depth_ == 0)
        return fail("must be an object");
    auto const target = this->target();
    return target.member ? store_text(target, value) : problems_.size() < options_.most_problems;
}

} // namespace castellan::wire
