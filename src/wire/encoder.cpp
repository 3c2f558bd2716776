#include "wire/encoder.hpp"

#include "rules/permission.hpp"
#include "wire/decoder.hpp"
#include "wire/text.hpp"

#include <algorithm>

namespace castellan::wire {

std::string_view Encoder::said_at_path()
{
    // They were noted in nearly the order in which they are written: going on where the last one was keeps an import of
    // thousands of unknown groups from costing the square of it.
    for (std::size_t looked_at = 0; looked_at < unknown_.size(); ++looked_at) {
        auto const at = (next_unknown_ + looked_at) % unknown_.size();
        if (unknown_[at].path == path_) {
            next_unknown_ = at + 1;
            return unknown_[at].id;
        }
    }
    return {};
}

/// What may be left out, and is empty.
bool Encoder::is_left_out(Member const& member, void const* object, void const* place)
{
    if (!place)
        return said_at_path().empty(); // a parent is written only to show what was said
    if (member.required)
        return false;
    if (member.optional)
        return member.optional->get(place) == nullptr;
    switch (member.type) {
    case Type::text: return static_cast<std::string const*>(place)->empty();
    case Type::boolean: return !*static_cast<bool const*>(place);
    case Type::integer: return *static_cast<std::int64_t const*>(place) == 0;
    case Type::instant: return static_cast<When const*>(place)->at == 0;
    case Type::json: return static_cast<std::string const*>(place)->empty();
    case Type::list:
    case Type::map:
    case Type::pairs: return member.list->size(place) == 0;
    case Type::reference: return member.named != nullptr && !*member.named(const_cast<void*>(object)); // only looked at
    case Type::object:
        return std::ranges::all_of(member.nested->members, [&](Member const& inner) {
            return !inner.required && is_left_out(inner, place, inner.at ? inner.at(place) : nullptr);
        });
    case Type::choice:
    case Type::permission:
    case Type::module_role:
    case Type::offer: return false;
    }
    return false;
}

/// A thing by its id, or by what was said of one that is not there.
void Encoder::reference(Section section, std::uint32_t slot)
{
    auto const id = world_ ? id_at(*world_, section, slot) : std::string_view{};
    writer_.text(id.empty() ? said_at_path() : id);
}

void Encoder::value(Member const& member, void const* place)
{
    if (place && member.optional)
        place = member.optional->get(place);
    switch (member.type) {
    case Type::text: writer_.text(*static_cast<std::string const*>(place)); return;
    case Type::boolean: writer_.boolean(*static_cast<bool const*>(place)); return;
    case Type::integer: writer_.integer(*static_cast<std::int64_t const*>(place)); return;
    case Type::choice: writer_.text(member.choices[*static_cast<unsigned char const*>(place)]); return;
    case Type::instant: writer_.instant(static_cast<When const*>(place)->at); return;
    case Type::permission: writer_.text(name_of(*static_cast<Permission const*>(place))); return;
    case Type::module_role: {
        auto const& role = *static_cast<ModuleRole const*>(place);
        role.rank == ModuleRank::custom ? reference(Section::custom_roles, role.custom.slot)
                                        : writer_.text(word_of(role.rank));
        return;
    }
    case Type::offer: {
        auto const& offer = *static_cast<Offer const*>(place);
        offer.role == OfferedRole::custom ? reference(Section::custom_roles, offer.custom.slot)
                                          : writer_.text(word_of(offer.role));
        return;
    }
    case Type::json: {
        auto const& text = *static_cast<std::string const*>(place);
        writer_.json(text.empty() ? "null" : std::string_view{text});
        return;
    }
    case Type::reference:
        reference(member.section, place ? *static_cast<std::uint32_t const*>(place) : UserId::none);
        return;
    case Type::object:
        writer_.object();
        members(*member.nested, place);
        writer_.end();
        return;
    case Type::list: {
        writer_.list();
        auto const path = path_.size();
        for (std::size_t at = 0; at < member.list->size(place); ++at) {
            if (!unknown_.empty()) {
                path_ += '[';
                append_number(path_, std::uint64_t{at});
                path_ += ']';
            }
            value(*member.element, member.list->at(place, at));
            path_.resize(path);
        }
        writer_.end();
        return;
    }
    case Type::map:
    case Type::pairs: return; // rows only, which write themselves
    }
}

void Encoder::members(Schema const& schema, void const* object, std::uint64_t skipped)
{
    auto const path = path_.size();
    for (std::size_t at = 0; at < schema.members.size(); ++at) {
        auto const& member = schema.members[at];
        if ((skipped >> at & 1) != 0)
            continue;
        if (!unknown_.empty()) {
            if (path > 0)
                path_ += '.';
            path_ += member.name;
        }
        auto const* const place = member.at ? member.at(object) : nullptr;
        if (!is_left_out(member, object, place)) {
            writer_.key(member.name);
            value(member, place);
        }
        path_.resize(path);
    }
}

} // namespace castellan::wire
