#include "gateway-engine/access/this_machine.h"

#include "gateway-engine/http/address_range.h"
#include "gateway-engine/http/headers.h"

namespace gw::engine {

bool isThisMachine(std::string_view host)
{
    constexpr std::string_view name = "localhost";
    if (host.size() >= name.size() && equalsIgnoreCase(host.substr(host.size() - name.size()), name))
        return host.size() == name.size() || host[host.size() - name.size() - 1] == '.';
    static const AddressRange ipv4 = AddressRange::parse("127.0.0.0/8").value();
    static const AddressRange ipv6 = AddressRange::parse("::1").value();
    const auto address = addressBytes(host);
    return address && (ipv4.holds(*address) || ipv6.holds(*address));
}

} // namespace gw::engine
