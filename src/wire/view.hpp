// Things as one person sees them (RULEBOOK 6). The resources of the REST interface and the rows of the cut are written
// here and nowhere else, so that nothing leaves by one door that is kept back at the other.
#pragma once

#include "model/world.hpp"
#include "wire/schema.hpp"
#include "wire/writer.hpp"

namespace castellan::wire {

/// The eyes of one person; lives as long as one answer.
///
///   auto eyes = View{world, viewer};
///   auto writer = Writer{body};
///   if (!eyes.write(writer, user))
///       return not_found();
class View {
public:
    /// `only`: people as far as they are of this account; for keys of credentials, which see no other. `terminal`: at a
    /// terminal of this group, which shows no more than rules/at_terminal.hpp says.
    View(World const& world, UserId viewer, AccountId only = {}, GroupId terminal = {})
        : world_(world), viewer_(viewer), only_(only), terminal_(terminal)
    {
    }

    /// A number for the state of a thing as the viewer sees it: it changes when what he sees of it does, and by nothing
    /// else, so that what happens to the rest of it can't be sensed (RULEBOOK 6). It is the `version` of the rows that are
    /// written here, and the ETag. 0: he does not see the thing.
    template <class Handle>
    [[nodiscard]] std::uint64_t version(Handle thing) const;

    /// The same by section and slot; 0 also if there is no such thing.
    [[nodiscard]] std::uint64_t version(Section section, std::uint32_t slot) const;
    /// Whether the viewer's replica has the thing, a candidate of a picker included; cheaper than its version.
    [[nodiscard]] bool sees(Section section, std::uint32_t slot) const;

    /// Write the thing as an object and answer true, or write nothing and answer false if it is hidden.
    /// `Form::resource` (REST) says all members; `Form::sync` (the replica) leaves defaults out and carries facts.
    /// There is one for each kind of thing.
    template <class Handle>
    bool write(Writer& writer, Handle thing, Form form = Form::resource) const;

private:
    template <class Row>
    std::uint64_t read_version(Row& row) const;
    template <class Handle>
    auto cut_for_viewer(Handle thing) const;

    World const& world_;
    UserId viewer_;
    AccountId only_;
    GroupId terminal_;
    mutable std::string text_; // of one row, for its version
};

} // namespace castellan::wire
