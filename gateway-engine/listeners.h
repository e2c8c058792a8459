// Listeners: the open ports of an engine and whom each of them serves, brought in line with a table when it changes.
#pragma once

#include "gateway-engine/compile/listen_table.h"
#include "gateway-engine/gateway.h"
#include "gateway-engine/pipeline/local_service.h"
#include "gateway-engine/transport/http_server.h"

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

class Listeners
{
public:
    Listeners(Gateway& gateway, HttpServer& server) : m_gateway(gateway), m_server(server) {}

    // What the project's port answers beside the APIs, too; before the first port is opened.
    void serve(std::vector<std::shared_ptr<LocalService>> services)
    {
        m_services.insert(m_services.end(), services.begin(), services.end());
    }

    [[nodiscard]] LocalService* serviceFor(const Request& request) const; // null: it is no service's

    [[nodiscard]] Result<int> open(const std::string& host, int port, ListenerScope scope);
    // What cannot be opened is told, and stays where it was when it was open before.
    [[nodiscard]] Diagnostics follow(const ListenTable& table);
    [[nodiscard]] std::optional<ListenAddress> of(const std::string& apiId) const; // empty id: the project's
    // Of custom domains, with TLS or without; 0, or one that could not be opened: that of domains that ask for none.
    [[nodiscard]] std::optional<ListenAddress> ofDomains(bool isSecure, int port = 0) const;

private:
    // What a port serves; requests read it while another thread sets it. Former values may still be read and stay.
    struct Scope
    {
        std::vector<std::unique_ptr<const ListenerScope>> all;
        std::atomic<const ListenerScope*> now{nullptr};
        void set(ListenerScope scope);
    };
    class Handler;

    // Which port of a table: the project's, the one for TLS, an API's own, or another that a domain asks for.
    struct Place
    {
        bool isSecure = false;
        std::string apiId{}; // empty: the project's
        int domainPort = 0;
        auto operator<=>(const Place&) const = default;
    };
    using Wanted = std::map<Place, ListenAddress>;

    struct Open
    {
        ListenAddress wanted;
        ListenAddress actual;
        Scope* scope = nullptr;
    };

    [[nodiscard]] Result<Open> openAt(const ListenAddress& address, ListenerScope scope, bool isSecure = false);
    [[nodiscard]] std::map<Place, Open> closeMoved(const Wanted& wanted);
    [[nodiscard]] Diagnostics followDomains(const ListenTable& table);
    [[nodiscard]] std::optional<ListenAddress> at(const Place& place) const;

    Gateway& m_gateway;
    HttpServer& m_server;
    std::vector<std::shared_ptr<LocalService>> m_services; // as long as the server
    std::vector<std::unique_ptr<Scope>> m_scopes;          // as long as the server
    ListenTable m_table;
    std::map<Place, Open> m_open;                                           // of the table
    std::shared_ptr<PublishedTls> m_tls = std::make_shared<PublishedTls>(); // listeners hold it, too
    std::vector<TlsSite> m_sites;                                           // what is published there
};

} // namespace gw::engine
