// Names, words and ranges of who may call and from where: what the service takes, and what it does not.
#include "core/api/derived_text.h"
#include "core/api/domain_name.h"
#include "core/api/element_name.h"
#include "core/api/identity.h"
#include "core/api/local_issuer.h"
#include "core/api/stage.h"
#include "core/api/throttle.h"
#include "core/api/usage_plan.h"
#include "core/api/user_pool.h"
#include "core/api/web_acl.h"

#include <QTest>

using namespace gw;

class TestAccessValues : public QObject
{
    Q_OBJECT

private slots:
    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kinds");
        const auto row = [](const char* text, const char* kinds) { QTest::newRow(text) << text << kinds; };
        row("api.localhost", "domain word path glob name");
        row("*.shop.localhost", "domain path glob name");
        row("localhost", "domain word path glob name");
        row("Api.localhost", "word path glob name");
        row("-a.b", "word path glob name");
        row("a..b", "word path glob name");
        row("a.b.", "word path glob name");
        row("*", "path name"); // nothing to compare with
        row("a.*.b", "path name");
        row("v1/orders", "path glob name");
        row("/v1", "glob name");
        row("v1/", "glob name");
        row("a//b", "glob name");
        row("a b", "glob name");
        row("a%20", "glob name");
        row("*a*", "path glob name");
        row("a*b", "path name");
        row("**", "path name");
        row("", "path");
        row("   ", "glob");
        row("a\nb", "");
    }

    void names()
    {
        QFETCH(QString, text);
        const std::string name = text.toStdString();
        QStringList kinds;
        if (isDomainName(name))
            kinds << "domain";
        if (isWord(name))
            kinds << "word";
        if (isMappingPath(name))
            kinds << "path";
        if (isValueGlob(name))
            kinds << "glob";
        if (isElementName(name))
            kinds << "name";
        QTEST(kinds.join(" "), "kinds");
    }

    void lengths()
    {
        QVERIFY(isMappingPath(std::string(300, 'a')) && !isMappingPath(std::string(301, 'a')));
        QVERIFY(isElementName(std::string(1024, 'a')) && !isElementName(std::string(1025, 'a')));
        QVERIFY(isDomainName(std::string(63, 'a')) && !isDomainName(std::string(64, 'a')));
        QVERIFY(isAccessKeyId(std::string(16, 'A')) && !isAccessKeyId(std::string(15, 'A')));
        QVERIFY(!isAccessKeyId(std::string(129, 'A')) && !isAccessKeyId("akiaiosfodnn7example"));
    }

    void ranges_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isIn");
        const auto row = [](const char* range, const char* address, bool isIn) {
            QTest::addRow("%s %s", range, address) << range << address << isIn;
        };
        row("192.0.2.0/24", "192.0.2.255", true);
        row("192.0.2.0/24", "192.0.3.0", false);
        row("192.0.2.5", "192.0.2.5", true);
        row("192.0.2.5", "192.0.2.4", false);
        row("10.128.0.0/9", "10.255.0.1", true);
        row("10.128.0.0/9", "10.127.0.1", false);
        row("0.0.0.0/0", "1.2.3.4", true);
        row("0.0.0.0/0", "::1", false);
        row("2001:db8::/32", "2001:db8:1::1", true);
        row("2001:db8::/33", "2001:db8:8000::1", false);
        row("::/0", "::1", true);
        row("192.0.2.0/24", "192.0.2.0/25", true);
        row("192.0.2.0/24", "192.0.2.0/23", false);
    }

    void ranges()
    {
        QFETCH(QString, range);
        QFETCH(QString, address);
        const auto from = addressRangeFrom(range.toStdString());
        const auto what = addressRangeFrom(address.toStdString());
        QVERIFY(from && what);
        QTEST(from->contains(*what), "isIn");
    }

    void noRanges_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "/", "192.0.2", "192.0.2.256", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/", "a.b.c.d",
              "192.0.2.0/24/1", "::/129", ":::", "192.0.2.1 ", "localhost", "1.2.3.4/0x8"})
            QTest::newRow(text) << text;
    }

    void noRanges()
    {
        QFETCH(QString, text);
        QVERIFY(!addressRangeFrom(text.toStdString()));
    }

    void tlsVersions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("version");
        const auto row = [](const char* text, const char* version) { QTest::newRow(text) << text << version; };
        row("TLS_1_0", "TLS_1_0");
        row("tls_1_2", "TLS_1_2");
        row("TLS_1_3", "TLS_1_3");
        row("SecurityPolicy_TLS13_1_3_2025_09", "TLS_1_3");
        row("SecurityPolicy_TLS13_1_3_FIPS_2025_09", "TLS_1_3");
        row("SecurityPolicy_TLS13_2025_EDGE", "TLS_1_3");
        row("SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "TLS_1_2");
        row("SecurityPolicy_TLS13_1_2_2021_06", "TLS_1_2");
        row("SecurityPolicy_TLS12_2018_EDGE", "TLS_1_2");
        row("TLS_1_1", "");
        row("", "");
    }

    void tlsVersions()
    {
        QFETCH(QString, text);
        const auto version = tlsVersionFrom(text.toStdString());
        QTEST(version ? QString::fromUtf8(toString(*version).data()) : QString(), "version");
    }

    void wordsReadBack()
    {
        for (const auto mode : {RoutingMode::BasePathMappingOnly, RoutingMode::RoutingRuleOnly,
                                RoutingMode::RoutingRuleThenBasePathMapping})
            QVERIFY(routingModeFrom(toString(mode)) == mode);
        for (const auto period : {QuotaPeriod::Day, QuotaPeriod::Week, QuotaPeriod::Month})
            QVERIFY(quotaPeriodFrom(toString(period)) == period);
        for (const auto type : {GrantType::AuthorizationCode, GrantType::ClientCredentials, GrantType::RefreshToken})
            QVERIFY(grantTypeFrom(toString(type)) == type);
        for (const auto action : {WebAclAction::Allow, WebAclAction::Block, WebAclAction::Count})
            QVERIFY(webAclActionFrom(toString(action)) == action);
        for (const auto match : {TextMatch::Exactly, TextMatch::StartsWith, TextMatch::EndsWith, TextMatch::Contains})
            QVERIFY(textMatchFrom(toString(match)) == match);
        for (const auto part : {SizedPart::Body, SizedPart::Headers, SizedPart::QueryString, SizedPart::UriPath})
            QVERIFY(sizedPartFrom(toString(part)) == part);
        QVERIFY(routingModeFrom("API_MAPPING_ONLY") == RoutingMode::BasePathMappingOnly);
        QVERIFY(!grantTypeFrom("implicit") && !quotaPeriodFrom("YEAR") && !routingModeFrom(""));
    }

    void redirects_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<bool>("isGood");
        const auto row = [](const char* uri, bool isGood) { QTest::newRow(uri) << uri << isGood; };
        row("http://127.0.0.1:8080/back", true);
        row("https://a.example/back?x=1", true);
        row("myapp://back", true);
        row("/back", false);
        row("a.example/back", false);
        row("http://a.example/#part", false);
        row("http://a b", false);
        row("http:", false);
        row("", false);
    }

    void redirects()
    {
        QFETCH(QString, uri);
        QTEST(isRedirectUri(uri.toStdString()), "isGood");
    }

    void derivedTexts()
    {
        QVERIFY(derivedText({"ab", "c"}, 10) != derivedText({"a", "bc"}, 10));
        QVERIFY(derivedText({"a"}, 10) == derivedText({"a"}, 10));
        const std::string text = derivedText({"a"}, 40);
        QCOMPARE(text.size(), std::size_t(40));
        QVERIFY(text.substr(0, 10) != text.substr(10, 10));
        QVERIFY(text.find_first_not_of(lowerCaseDigits) == std::string::npos);
        const std::string sub = derivedSub("shop", "bob");
        QVERIFY(sub.size() == 36 && sub[8] == '-' && sub[13] == '-' && sub[14] == '5' && sub[18] == '-' &&
                sub[19] == '8' && sub[23] == '-');
        QVERIFY(isAccessKeyId(derivedAccessKeyId("shop", "alice")));
        QVERIFY(isUserPoolArn(derivedUserPoolArn("eu-west-1", "123456789012", "customers")));
        QVERIFY(!isUserPoolArn("arn:aws:cognito-idp:eu-west-1:1:userpool/") && !isUserPoolArn("customers"));
    }

    void limitsAreInherited()
    {
        const ThrottleSettings all{10.0, 5};
        QVERIFY(inherit({}, all) == all);
        QVERIFY((inherit({0.0, std::nullopt}, all) == ThrottleSettings{0.0, 5}));
        QVERIFY(!ThrottleSettings{}.isSet() && (ThrottleSettings{std::nullopt, 0}.isSet()));
    }

    void narrowerSettingsWin()
    {
        Stage stage;
        stage.methodSettings.resize(4);
        stage.methodSettings[0].methodPath = "*/*";
        stage.methodSettings[0].throttling = {1.0, 1};
        stage.methodSettings[1].methodPath = "*/GET";
        stage.methodSettings[1].throttling.rateLimit = 2.0;
        stage.methodSettings[2].methodPath = "pets/*";
        stage.methodSettings[2].caching.ttlInSeconds = 7;
        stage.methodSettings[3].methodPath = "/GET";
        stage.methodSettings[3].throttling.rateLimit = 3.0;
        QVERIFY((settingsOf(stage, "/pets", HttpVerb::Get).throttling == ThrottleSettings{2.0, 1}));
        QCOMPARE(settingsOf(stage, "/pets", HttpVerb::Get).caching.ttlInSeconds, std::optional<int>(7));
        QVERIFY((settingsOf(stage, "/pets", HttpVerb::Put).throttling == ThrottleSettings{1.0, 1}));
        QVERIFY((settingsOf(stage, "/", HttpVerb::Get).throttling == ThrottleSettings{3.0, 1}));
        QVERIFY(isCacheClusterSize("0.5") && isCacheClusterSize("237") && !isCacheClusterSize("1"));
    }
};

QTEST_APPLESS_MAIN(TestAccessValues)
#include "tst_access_values.moc"
