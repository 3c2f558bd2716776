// Things as one person sees them (RULEBOOK 6). The resources of the REST interface and the rows of the cut are written
// here and nowhere else, so that nothing leaves by one door that is kept back at the other.
#pragma once

#include "model/world.hpp"
#include "rules/sight.hpp"
#include "wire/schema.hpp"
#include "wire/writer.hpp"

#include <cstdint>
#include <vector>

namespace castellan::wire {

/// The eyes of one person. Cheap to make, remembers what it worked out; lives as long as one answer, during which the
/// world must not change.
///
///   auto eyes = View{world, viewer};
///   auto writer = Writer{body};
///   if (!eyes.write(writer, user))
///       return not_found();
class View {
public:
    View(World const& world, UserId viewer);

    /// Write the thing as an object and answer true, or write nothing and answer false if it is hidden.
    /// `Form::resource` (REST) says all members; `Form::sync` (the replica) leaves defaults out and carries facts.
    bool write(Writer& writer, AccountId account, Form form = Form::resource);
    bool write(Writer& writer, UserId user, Form form = Form::resource);
    bool write(Writer& writer, GroupId group, Form form = Form::resource);
    bool write(Writer& writer, SafeId safe, Form form = Form::resource);
    bool write(Writer& writer, AssetId asset, Form form = Form::resource);

private:
    Sight sight(GroupId group);
    Sight sight(AccountId account);
    bool lists_people_of(AccountId account);
    bool shows_membership(GroupId group, UserId user);

    World const& world_;
    UserId viewer_;
    std::vector<std::uint8_t> groups_;   // by slot: 0 not asked yet, 1 + Sight
    std::vector<std::uint8_t> accounts_; // by slot, likewise
    std::vector<std::uint8_t> people_;   // by slot of the account: 0 not asked yet, 1 no, 2 yes
};

/// The whole thing, for the log's before and after, whoever reads it; cut when it is shown.
template <class Handle>
[[nodiscard]] std::string encode_whole(World const& world, Handle thing);

} // namespace castellan::wire
