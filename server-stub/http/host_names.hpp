// Which names this server answers to. A page from elsewhere that rebinds its own name to this machine's address
// (DNS rebinding) sends its own name as Host, and is refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace castellan::server {

class HostNames {
public:
    /// `bound_to` is the address that is listened on. On loopback: loopback's names. On others: every literal address,
    /// since rebinding needs a name. `names` are answered to in any case.
    HostNames(std::string_view bound_to, std::vector<std::string> names);

    /// Judges a Host field's value: a name or address, and maybe a port.
    bool knows(std::string_view host) const;

private:
    bool loopback_;
    std::vector<std::string> names_;
};

/// A literal IPv4 or IPv6 address, without brackets.
bool is_address(std::string_view text);

/// "127.0.0.1", "127.8.8.8", "::1", "localhost".
bool is_loopback(std::string_view address);

} // namespace castellan::server
