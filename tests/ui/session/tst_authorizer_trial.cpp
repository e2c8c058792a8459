// One attempt of the authorizer lab off the GUI thread: what cannot be asked is told, one run takes the place of
// another, and nothing more is heard of a canceled one.
#include "ui/session/access_session.h"
#include "ui/session/authorizer_trial.h"

#include <QSignalSpy>
#include <QTest>

using namespace gw;
using namespace gw::ui;

class TestAuthorizerTrial : public QObject
{
    Q_OBJECT

    static TrialOrder order(const std::string& name)
    {
        Api api;
        api.name = name;
        TrialOrder made;
        made.api = std::make_shared<const Api>(api);
        made.stage.name = "dev";
        made.authorizer = "guard";
        return made;
    }

private slots:
    void whatCannotBeAskedIsTold()
    {
        AuthorizerTrial trial;
        QSignalSpy canceled(&trial, &AuthorizerTrial::canceled);
        std::vector<TrialOutcome> outcomes;
        connect(&trial, &AuthorizerTrial::finished, this,
                [&](const TrialOutcome& outcome) { outcomes.push_back(outcome); });
        trial.run(order("first"));
        QVERIFY(trial.isRunning());
        trial.run(order("second")); // the first is heard of no more
        QTRY_VERIFY(!trial.isRunning());
        QCOMPARE(outcomes.size(), std::size_t{1});
        QVERIFY(!outcomes.front().report && outcomes.front().error);
        QVERIFY(!outcomes.front().error->message.empty() && !outcomes.front().error->hint.empty());
        QCOMPARE(canceled.count(), 0);
    }

    void aCanceledOneIsHeardOfNoMore()
    {
        AuthorizerTrial trial;
        QSignalSpy finished(&trial, &AuthorizerTrial::finished);
        QSignalSpy canceled(&trial, &AuthorizerTrial::canceled);
        trial.cancel(); // nothing runs
        QCOMPARE(canceled.count(), 0);
        trial.run(order("one"));
        trial.cancel();
        QCOMPARE(canceled.count(), 1);
        QVERIFY(!trial.isRunning());
        trial.run(order("two"));
        QTRY_VERIFY(!trial.isRunning());
        QCOMPARE(finished.count(), 1);
    }

    void nothingIsKeptWhereNothingRuns()
    {
        AccessSession access;
        QCOMPARE(access.forgetResults("abcdefghij", "guard"), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestAuthorizerTrial)
#include "tst_authorizer_trial.moc"
