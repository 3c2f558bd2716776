// Writes described structs by their tables. Inside wire only; what must be fast (rows of things) is written directly.
#pragma once

#include "model/world.hpp"
#include "wire/change_json.hpp"
#include "wire/schema.hpp"
#include "wire/writer.hpp"

#include <span>
#include <string>

namespace castellan::wire {

class Encoder {
public:
    /// `world` names references; a reference to nothing is written as `unknown` has it at its path, or as "".
    explicit Encoder(Writer& writer, World const* world = nullptr, std::span<UnknownId const> unknown = {})
        : writer_(writer), world_(world), unknown_(unknown)
    {
    }

    /// Writes the members without the brackets around them. `skipped`: members that are left out, as bits.
    void members(Schema const& schema, void const* object, std::uint64_t skipped = 0);

private:
    void value(Member const& member, void const* place);
    void reference(Section section, std::uint32_t slot);
    bool is_left_out(Member const& member, void const* object, void const* place);
    std::string_view said_at_path();

    Writer& writer_;
    World const* world_;
    std::span<UnknownId const> unknown_;
    std::size_t next_unknown_ = 0; // where the search goes on
    std::string path_;             // kept only while there is something unknown to look for
};

} // namespace castellan::wire
