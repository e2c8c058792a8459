// Backend: a server of the user's own that integrations reach by name, by stage variable or through a VPC link: one
// address; a group of instances as EC2 instances behind a load balancer are; or an application that is started and
// supervised the way Elastic Beanstalk does it (reference 4.3).
#pragma once

#include "core/api/ids.h"
#include "core/api/integration.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gw {

// How a load balancer finds out which targets are well; names and defaults are those of target groups.
struct HealthCheck
{
    std::string path = "/"; // empty: no checks, every instance counts as healthy
    int intervalSeconds = 30;
    int timeoutSeconds = 5;
    int healthyThreshold = 3;        // answers in a row that make an instance healthy
    int unhealthyThreshold = 2;      // failures in a row that make it unhealthy
    std::string matcher = "200-399"; // status codes that count as well: "200", "200,204", "200-299"
    bool operator==(const HealthCheck&) const = default;
};

// An instance that fails real requests leaves the rotation for a while.
struct OutlierEjection
{
    int consecutiveFailures = 5; // 5xx answers or network errors in a row; 0: never
    int ejectionSeconds = 30;
    bool operator==(const OutlierEjection&) const = default;
};

struct UrlBackend
{
    std::string url; // "http://127.0.0.1:3000", with a base path if need be
    bool operator==(const UrlBackend&) const = default;
};

struct InstanceGroup
{
    std::vector<std::string> instances; // "host:port", or "https://host:port"
    HealthCheck healthCheck;
    OutlierEjection outlierEjection;
    bool operator==(const InstanceGroup&) const = default;
};

// A folder with a Procfile ("web: node server.js"); each process gets PORT and the environment properties.
struct ProcfileApplication
{
    std::string folder;           // relative to the project's; "apps/shop"
    StringMap environment;        // environment properties
    int instances = 1;            // of the web process, 1 … 16
    std::string healthPath = "/"; // empty: up as soon as its port accepts connections
    bool autoStart = true;        // starts with the gateway
    bool operator==(const ProcfileApplication&) const = default;
};

struct Backend
{
    BackendId id;
    std::string name;      // a host name without dots; "shop" is reached as http://shop/…
    std::string vpcLinkId; // connectionId of integrations that reach it by VPC link; empty: none
    std::variant<UrlBackend, InstanceGroup, ProcfileApplication> target;
    bool operator==(const Backend&) const = default;
};

inline constexpr int mostApplicationInstances = 16;

[[nodiscard]] bool isBackendName(std::string_view name); // [a-z0-9-], a letter first, at most 63 characters

} // namespace gw
