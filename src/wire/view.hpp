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
    View(World const& world, UserId viewer) : world_(world), viewer_(viewer) {}

    /// Write the thing as an object and answer true, or write nothing and answer false if it is hidden.
    /// `Form::resource` (REST) says all members; `Form::sync` (the replica) leaves defaults out and carries facts.
    /// There is one for each kind of thing.
    template <class Handle>
    bool write(Writer& writer, Handle thing, Form form = Form::resource) const;

private:
    World const& world_;
    UserId viewer_;
};

} // namespace castellan::wire
