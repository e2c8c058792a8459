// The ports of a project: one for all, one for its domains that speak TLS, and those that domains ask for besides.
#include "gateway-engine/compile/listen_table.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

Project projectWith(std::initializer_list<std::pair<int, bool>> domains) // port, TLS
{
    Project project;
    for (const auto& [port, isTls] : domains) {
        DomainName domain;
        domain.name = "d" + std::to_string(project.domainNames.size()) + ".localhost";
        domain.port = port;
        domain.tls.enabled = isTls;
        project.domainNames.emplace_back(domain);
    }
    return project;
}

ListenTable tableOf(const Project& project, bool hasSites = true)
{
    return listenTable(project, {"127.0.0.1", 4780}, {}, hasSites ? std::vector<TlsSite>(1) : std::vector<TlsSite>());
}

} // namespace

class TestListenTable : public QObject
{
    Q_OBJECT

private slots:
    void domainsAnswerAtThePortsTheyAskFor();
    void portsStandThereOnce();
    void withoutCertificatesThereIsNoTls();
};

void TestListenTable::domainsAnswerAtThePortsTheyAskFor()
{
    const ListenTable table = tableOf(projectWith({{0, true}, {8443, true}, {9443, true}, {8080, false}}));
    QCOMPARE(table.secure->port, 8443); // of the first, and of those that ask for none
    QCOMPARE(table.domainPorts.size(), std::size_t(2));
    QVERIFY((table.domainPorts[0] == DomainPort{true, {"127.0.0.1", 9443}}));
    QVERIFY((table.domainPorts[1] == DomainPort{false, {"127.0.0.1", 8080}}));
}

void TestListenTable::portsStandThereOnce()
{
    const ListenTable table = tableOf(projectWith({{8443, true}, {9443, true}, {9443, true}, {4780, false}}));
    QCOMPARE(table.domainPorts.size(), std::size_t(1));
    QVERIFY(tableOf(projectWith({{0, true}, {0, false}})).domainPorts.empty());
}

void TestListenTable::withoutCertificatesThereIsNoTls()
{
    const ListenTable table = tableOf(projectWith({{8443, true}, {9443, true}, {8080, false}}), false);
    QVERIFY(!table.secure);
    QCOMPARE(table.domainPorts.size(), std::size_t(1));
    QVERIFY(!table.domainPorts[0].isSecure);
}

QTEST_GUILESS_MAIN(TestListenTable)
#include "tst_listen_table.moc"
