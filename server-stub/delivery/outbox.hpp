// Where messages go that nothing else is configured for: a file in the data directory, for its owner alone, which
// `castellan outbox` shows. JSON Lines; the oldest go when it becomes large.
#pragma once

#include "server-stub/delivery/carrier.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace castellan::server {

class Outbox final : public Carrier {
public:
    static constexpr std::size_t bytes_most = std::size_t{1} * 1024 * 1024;

    explicit Outbox(std::filesystem::path file) : file_(std::move(file)) {}

    /// The outbox of a data directory.
    [[nodiscard]] static std::filesystem::path file_in(std::filesystem::path const& folder) { return folder / "outbox.jsonl"; }

    [[nodiscard]] std::string_view name() const override { return "the outbox"; }
    [[nodiscard]] std::expected<void, DeliveryFailure> carry(Message const& message,
                                                             std::atomic<bool> const& give_up) override;

    /// What is in it, for people; the latest last. The problem, as a sentence, if it can't be read.
    [[nodiscard]] static std::expected<std::string, std::string> shown(std::filesystem::path const& file);

private:
    std::filesystem::path file_;
};

} // namespace castellan::server
