// Photos and signatures: kept beside the world, by the hash of their content, for as long as a record names them. Who has
// sent one may put it into a record; who may list a record may look at those that it names, and nobody else at any.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"
#include "service/store.hpp"
#include "wire/error.hpp"

#include <expected>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// The pictures that a record's values name, in their order.
[[nodiscard]] std::vector<std::string_view> pictures_in(std::string_view values);

class Attachments {
public:
    static constexpr std::size_t bytes_most = std::size_t{2} * 1024 * 1024;
    static constexpr std::uint32_t side_most = 4'096; // a small file may hold a picture that fills a browser's memory
    static constexpr std::size_t waiting_most = 20;   // of one person, in no record yet
    static constexpr Instant waits_ms = Instant{24} * 60 * 60 * 1000;

    /// `writes` go with the next batch.
    explicit Attachments(std::vector<FileWrite>& writes) : writes_(writes) {}

    /// What the store has. Nothing of it waits for a record any more.
    void load(std::vector<std::string> ids);

    /// Keeps a picture until its sender puts it into a record. Its id, or why it is not kept.
    [[nodiscard]] std::expected<std::string, std::string_view> take(std::string_view sender, std::string_view content, Instant now);

    /// Whether this person has sent it, and it is in no record yet.
    [[nodiscard]] bool waits_for(std::string_view person, std::string_view id, Instant now) const;

    /// A picture that a change would put into a record without its actor having sent it; it may stay where it is.
    [[nodiscard]] std::optional<wire::WireError> foreign_picture(World const& world, UserId actor, Change const& change, Instant now) const;

    /// After a change of this person's: pictures may be in no record any more, or in one now.
    void note(std::string_view person, Change const& change);

    /// Forgets those that no record names and nobody is about to name. Costs a look at every record, so only if something
    /// has happened since.
    void sweep(World const& world, Instant now);

private:
    struct Waiting {
        std::string sender;
        Instant until = 0;
    };

    std::vector<FileWrite>& writes_;
    std::set<std::string, std::less<>> kept_;
    std::multimap<std::string, Waiting, std::less<>> waiting_; // by id: two persons may send the same picture
    bool is_to_be_swept_ = false;
    Instant next_sweep_ = 0;
};

} // namespace castellan
