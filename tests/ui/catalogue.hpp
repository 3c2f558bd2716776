// Every change that could be asked for in a world, whoever asks; and what makes two changes the same to the rules.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"

#include <string>
#include <vector>

namespace castellan::test {

/// All kinds with all things, roles and places: of free texts one value that is not there yet, of `user.edit` one change
/// for the name and one for each address, of creations one without group and one for each group.
[[nodiscard]] std::vector<Change> catalogue(World const& world);

/// Those about accounts, modules, records, custom roles and admin profiles. What permissions a profile or a custom role
/// would get decides, and is for the screens to say: such changes end in " *", and each that is offered is tried as it is.
void add_forms(World const& world, std::vector<Change>& changes);

/// The change without its free texts and figures: "user.edit u7 email", "group.add_member g1 u7". Ids, so that changes of
/// a replica and of the whole world can be held against each other.
[[nodiscard]] std::string key_of(World const& world, Change const& change);

} // namespace castellan::test
