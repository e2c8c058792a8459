// Reads and writes custom domains and client certificates.
#include "core/format/manifest_domain.h"

#include "core/api/derived_text.h"
#include "core/api/element_name.h"
#include "core/format/project_paths.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::string_view domainOrder[] = {"name", "port", "routingMode", "mappings", "rules", "tls"};
constexpr std::string_view mappingOrder[] = {"path", "api", "stage"};
constexpr std::string_view ruleOrder[] = {"priority", "basePath", "headers", "api", "stage", "stripBasePath"};
constexpr std::string_view headerOrder[] = {"header", "valueGlob"};
constexpr std::string_view tlsOrder[] = {"enabled", "minimumVersion", "truststore"};
constexpr std::string_view certificateOrder[] = {"name", "id", "description", "certificate"};

ApiTarget readTarget(EntryReader& reader)
{
    return {reader.text("api"), reader.text("stage")};
}

std::vector<HeaderCondition> readHeaders(EntryReader& rule)
{
    std::vector<HeaderCondition> list;
    for (Listed<EntryReader>& each : rule.parts("headers"))
        list.push_back({each.item.text("header"), each.item.text("valueGlob")});
    return list;
}

RoutingRule readRule(EntryReader& reader)
{
    RoutingRule rule;
    rule.priority = reader.number("priority", rule.priority);
    if (!reader.entry()["basePath"].isNull())
        rule.basePath = reader.text("basePath");
    rule.headers = readHeaders(reader);
    rule.target = readTarget(reader);
    rule.stripBasePath = reader.flag("stripBasePath", false);
    return rule;
}

// A truststore that leads out of the project is not opened: every client would be let in unseen.
std::optional<DomainTls> readTls(EntryReader reader)
{
    DomainTls tls;
    tls.enabled = reader.flag("enabled", true);
    tls.minimumVersion =
        reader.word("minimumVersion", tls.minimumVersion, tlsVersionFrom, "Use TLS_1_0, TLS_1_2 or TLS_1_3.");
    tls.truststore = reader.text("truststore");
    if (tls.truststore.empty() || isInsideProject(tls.truststore))
        return tls;
    reader.error(reader.entry()["truststore"],
                 "the path " + inQuotes(tls.truststore) + " leads out of the project folder.",
                 "Use a PEM file inside the project, such as certificates/clients.pem.");
    return std::nullopt;
}

int readPort(EntryReader& reader)
{
    const int port = reader.number("port", 0);
    if (port >= 0 && port <= 65'535)
        return port;
    reader.error(reader.entry()["port"], "\"port\" is not a port number.", "Use 1 to 65535, or 0 for any free port.");
    return 0;
}

std::optional<DomainName> readDomainName(EntryReader& reader, std::string name)
{
    if (!isDomainName(name)) {
        reader.error(
            reader.entry()["name"], "this is not a domain name.",
            "Use labels of lower-case letters, digits and hyphens, such as api.localhost or *.shop.localhost.");
        return std::nullopt;
    }
    const auto tls = readTls(reader.part("tls"));
    if (!tls)
        return std::nullopt;
    DomainName domain;
    domain.id = domainNameIdOf(name);
    domain.name = std::move(name);
    domain.port = readPort(reader);
    domain.routingMode =
        reader.word("routingMode", domain.routingMode, routingModeFrom,
                    "Use BASE_PATH_MAPPING_ONLY, ROUTING_RULE_ONLY or ROUTING_RULE_THEN_BASE_PATH_MAPPING.");
    for (Listed<EntryReader>& each : reader.parts("mappings"))
        domain.mappings.push_back({each.item.text("path"), readTarget(each.item)});
    for (Listed<EntryReader>& each : reader.parts("rules"))
        domain.rules.push_back(readRule(each.item));
    domain.tls = *tls;
    return domain;
}

void writeTarget(json::Value& node, const ApiTarget& base, const ApiTarget& wanted, KeyOrder order)
{
    putText(node, "api", base.api, wanted.api, order);
    putText(node, "stage", base.stage, wanted.stage, order);
}

json::Value writeMapping(json::Value node, const ApiMapping* base, const ApiMapping& wanted)
{
    const ApiMapping before = base ? *base : ApiMapping{};
    if (before.path != wanted.path || !base)
        put(node, "path", wanted.path, mappingOrder);
    writeTarget(node, before.target, wanted.target, mappingOrder);
    return node;
}

json::Value writeHeader(json::Value node, const HeaderCondition* base, const HeaderCondition& wanted)
{
    const HeaderCondition before = base ? *base : HeaderCondition{};
    putText(node, "header", before.header, wanted.header, headerOrder);
    putText(node, "valueGlob", before.valueGlob, wanted.valueGlob, headerOrder);
    return node;
}

json::Value writeRule(json::Value node, const RoutingRule* base, const RoutingRule& wanted)
{
    const RoutingRule before = base ? *base : RoutingRule{};
    if (!base || before.priority != wanted.priority)
        put(node, "priority", wanted.priority, ruleOrder);
    putOptional(node, "basePath", before.basePath, wanted.basePath, ruleOrder);
    putObjects<HeaderCondition>(
        node, "headers", before.headers, wanted.headers,
        [](const HeaderCondition& a, const HeaderCondition& b) { return a.header == b.header; }, writeHeader,
        ruleOrder);
    writeTarget(node, before.target, wanted.target, ruleOrder);
    putFlag(node, "stripBasePath", before.stripBasePath, wanted.stripBasePath, ruleOrder);
    return node;
}

void writeTls(json::Value& entry, const DomainTls& base, const DomainTls& wanted)
{
    if (base == wanted)
        return;
    json::Value& node = childObject(entry, "tls", domainOrder);
    putFlag(node, "enabled", base.enabled, wanted.enabled, tlsOrder);
    if (base.minimumVersion != wanted.minimumVersion)
        put(node, "minimumVersion", toString(wanted.minimumVersion), tlsOrder);
    putText(node, "truststore", base.truststore, wanted.truststore, tlsOrder);
    dropIfEmpty(entry, "tls");
}

json::Value writeDomainName(json::Value entry, const DomainName* base, const DomainName& wanted)
{
    const DomainName before = base ? *base : DomainName{};
    putText(entry, "name", before.name, wanted.name, domainOrder);
    if (before.port != wanted.port && wanted.port == 0)
        entry.remove("port");
    else
        putNumber(entry, "port", before.port, wanted.port, domainOrder);
    if (before.routingMode != wanted.routingMode)
        put(entry, "routingMode", toString(wanted.routingMode), domainOrder);
    putObjects<ApiMapping>(
        entry, "mappings", before.mappings, wanted.mappings,
        [](const ApiMapping& a, const ApiMapping& b) { return a.path == b.path; }, writeMapping, domainOrder);
    putObjects<RoutingRule>(
        entry, "rules", before.rules, wanted.rules,
        [](const RoutingRule& a, const RoutingRule& b) { return a.priority == b.priority; }, writeRule, domainOrder);
    writeTls(entry, before.tls, wanted.tls);
    return entry;
}

std::optional<ClientCertificate> readCertificate(EntryReader& reader, std::string name, const std::string& projectName)
{
    if (!isElementName(name, 128)) {
        reader.error(reader.entry()["name"], "this is not a certificate's name.",
                     "Use one line of at most 128 characters.");
        return std::nullopt;
    }
    ClientCertificate certificate;
    certificate.id = clientCertificateIdOf(name);
    certificate.certificateId = reader.text("id", derivedCertificateId(projectName, name));
    certificate.name = std::move(name);
    certificate.description = reader.text("description");
    certificate.certificate = reader.text("certificate");
    if (certificate.certificate.empty() || isInsideProject(certificate.certificate))
        return certificate;
    reader.error(reader.entry()["certificate"],
                 "the path " + inQuotes(certificate.certificate) + " leads out of the project folder.",
                 "Use a PEM file inside the project, such as certificates/backend.pem.");
    return std::nullopt;
}

json::Value writeCertificate(json::Value entry, const std::string& projectName, const ClientCertificate* base,
                             const ClientCertificate& wanted)
{
    const ClientCertificate before = base ? *base : ClientCertificate{};
    putText(entry, "name", before.name, wanted.name, certificateOrder);
    putDerived(entry, "id", wanted.certificateId, derivedCertificateId(projectName, wanted.name), certificateOrder);
    putText(entry, "description", before.description, wanted.description, certificateOrder);
    putText(entry, "certificate", before.certificate, wanted.certificate, certificateOrder);
    return entry;
}

} // namespace

std::vector<Listed<DomainName>> readDomainNames(const ReadContext& context, const json::Value& root)
{
    return readEntries<DomainName>(context, root, "domainNames", "domain", readDomainName);
}

Result<void> writeDomainNames(json::Value& root, KeyOrder rootOrder, const std::vector<Listed<DomainName>>& base,
                              const std::vector<Cow<DomainName>>& wanted)
{
    return writeEntries<DomainName>(
        root, "domainNames", rootOrder, base, wanted, [](const DomainName&) { return false; }, writeDomainName);
}

std::vector<Listed<ClientCertificate>> readClientCertificates(const ReadContext& context, const json::Value& root,
                                                              const std::string& projectName)
{
    return readEntries<ClientCertificate>(
        context, root, "clientCertificates", "client certificate",
        [&](EntryReader& reader, std::string name) { return readCertificate(reader, std::move(name), projectName); });
}

Result<void> writeClientCertificates(json::Value& root, KeyOrder rootOrder, const std::string& projectName,
                                     const std::vector<Listed<ClientCertificate>>& base,
                                     const std::vector<Cow<ClientCertificate>>& wanted)
{
    return writeEntries<ClientCertificate>(
        root, "clientCertificates", rootOrder, base, wanted, [](const ClientCertificate&) { return false; },
        [&](json::Value entry, const ClientCertificate* from, const ClientCertificate& certificate) {
            return writeCertificate(std::move(entry), projectName, from, certificate);
        });
}

DomainNameId domainNameIdOf(std::string_view name)
{
    return {stableHash(name, stableHash("domain "))};
}

ClientCertificateId clientCertificateIdOf(std::string_view name)
{
    return {stableHash(name, stableHash("client certificate "))};
}

std::string usualCertificateFile(std::string_view certificateId)
{
    return "certificates/" + std::string(certificateId) + ".pem";
}

std::string derivedCertificateId(std::string_view projectName, std::string_view certificateName)
{
    return derivedText({"client certificate", projectName, certificateName}, 6);
}

} // namespace gw
