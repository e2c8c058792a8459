// The way of a new user by keys and clicks: from no project at all to an API that validates, answers and is deployed.
#include "tests/support/window_fixture.h"
#include "ui/console/url_line.h"
#include "ui/design/content_editor.h"
#include "ui/design/design_page.h"
#include "ui/design/stages_view.h"
#include "ui/shell/gateway_bar.h"
#include "ui/shell/start_page.h"

#include "core/api/models.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

using namespace gw;
using namespace gw::ui;
using gw::test::Studio;

class TestNewUser : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Studio> m_studio;

    [[nodiscard]] MainWindow& window() const { return *m_studio->window; }
    [[nodiscard]] const Api& api() const { return *m_studio->workspace.project().apis.front(); }
    [[nodiscard]] const OpenApiDefinition& definition() const { return *api().openApi(); }

    template <typename W>
    [[nodiscard]] W* named(const QString& name) const
    {
        for (W* widget : window().findChildren<W*>())
            if (widget->isVisible() && widget->accessibleName() == name)
                return widget;
        return nullptr;
    }
    [[nodiscard]] QAbstractButton* button(const QString& text) const
    {
        for (auto* one : window().findChildren<QAbstractButton*>())
            if (one->isVisible() && one->text() == text)
                return one;
        return nullptr;
    }
    static void typeInto(QLineEdit* line, const QString& text)
    {
        QVERIFY(line);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    static void choose(QComboBox* box, const QString& text)
    {
        QVERIFY(box);
        const int index = box->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        box->setCurrentIndex(index);
        emit box->activated(index);
    }
    void newProject()
    {
        QSignalSpy opened(&m_studio->workspace, &Workspace::opened);
        m_studio->workspace.create(m_studio->dir.filePath("orders"), "orders");
        QVERIFY(opened.count() || opened.wait(5000));
    }
    // What stands in the tree's editor for a new row is typed over.
    void name(const QString& text)
    {
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(QApplication::focusWidget() != editor); // the tree takes the name once it closes its editor
    }
    void newApi()
    {
        newProject();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        name("Orders");
    }
    void newPost()
    {
        newApi();
        m_studio->key(Qt::Key_N, Qt::ControlModifier);
        name("orders");
        QTRY_VERIFY(named<QPushButton>("Add POST"));
        QTest::mouseClick(named<QPushButton>("Add POST"), Qt::LeftButton);
    }
    [[nodiscard]] const Method& post() const { return *definition().resources.back()->methods.front(); }
    void showCard(engine::Card card)
    {
        window().design().showCard({api().id, definition().resources.back()->id, post().id, {}}, card);
    }

private slots:
    void init() { m_studio = std::make_unique<Studio>(); }
    void cleanup() { m_studio.reset(); }

    void startPageHasTheKeyboard()
    {
        auto* first = qobject_cast<QPushButton*>(QApplication::focusWidget());
        QVERIFY(first);
        QCOMPARE(first->text(), QString("Open Example"));
        for (const char* text : {"Open Chat Example", "New Project…"}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            auto* next = qobject_cast<QPushButton*>(QApplication::focusWidget());
            QVERIFY(next);
            QCOMPARE(next->text(), QString(text));
        }
    }

    void newProjectProposesAFolder()
    {
        QString proposed;
        QString accept;
        QTimer::singleShot(0, this, [&] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            proposed = QFileInfo(dialog->selectedFiles().value(0)).fileName();
            accept = dialog->labelText(QFileDialog::Accept);
            dialog->reject();
        });
        m_studio->key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY2(proposed.startsWith("my-project"), qPrintable(proposed));
        QCOMPARE(accept, QString("Create"));
        QVERIFY(!m_studio->workspace.hasProject());
    }

    void firstApiIsMadeByEnter()
    {
        newApi();
        QCOMPARE(QString::fromStdString(api().name), QString("Orders"));
        QCOMPARE(QString::fromStdString(definition().title), QString("Orders"));
        auto* tree = named<QTreeView>("API tree");
        QVERIFY(tree->isExpanded(tree->currentIndex())); // models, gateway responses and stages are seen
    }

    void windowMayCloseWhileANameIsTyped()
    {
        newProject();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTest::keyClicks(QApplication::focusWidget(), "Orders");
        m_studio->window.reset();
        QCOMPARE(QString::fromStdString(api().name), QString("Orders"));
    }

    void titleOfItsOwnStays()
    {
        newApi();
        typeInto(named<QLineEdit>("Title"), "Orders of the shop");
        auto* tree = named<QTreeView>("API tree");
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_F2);
        name("Sales");
        QCOMPARE(api().name, std::string("Sales"));
        QCOMPARE(definition().title, std::string("Orders of the shop"));
    }

    void bodyIsDescribedByOneClick()
    {
        newPost();
        showCard(engine::Card::MethodRequest);
        auto* editor = window().findChild<ContentEditor*>();
        for (auto* one : window().findChildren<ContentEditor*>())
            if (one->isVisible())
                editor = one;
        for (auto* add : editor->findChildren<QToolButton*>())
            if (add->isVisible() && add->text() == "Add")
                QTest::mouseClick(add, Qt::LeftButton);
        QCOMPARE(post().requestModels.size(), 1u);
        QCOMPARE(post().requestModels[0].contentType, std::string("application/json"));
    }

    void validatorIsMadeWhereItIsChosen()
    {
        newPost();
        showCard(engine::Card::MethodRequest);
        choose(named<QComboBox>("Request validator"), "New validator: checks the body");
        QCOMPARE(definition().requestValidators.size(), 1u);
        QCOMPARE(post().requestValidator, std::string("Validate body"));
        QVERIFY(definition().requestValidators[0].validateRequestBody);
        QVERIFY(!definition().requestValidators[0].validateRequestParameters);
        auto* box = named<QComboBox>("Request validator");
        QCOMPARE(box->currentText(), QString("Validate body: checks the body"));
        QCOMPARE(box->findText("New validator: checks the body"), -1); // it is there now
        m_studio->workspace.undo();
        QVERIFY(definition().requestValidators.empty());
        QVERIFY(post().requestValidator.empty());
    }

    void missingMethodResponseIsAddedOnTheSpot()
    {
        newPost();
        showCard(engine::Card::Integration);
        QTest::mouseClick(named<QAbstractButton>("Mock"), Qt::LeftButton);
        showCard(engine::Card::IntegrationResponse);
        typeInto(named<QLineEdit>("Method response status"), "201");
        QTest::mouseClick(button("Add Method Response 201"), Qt::LeftButton);
        QCOMPARE(post().responses.size(), 2u);
        QCOMPARE(post().responses[1].statusCode, std::string("201"));
        QCOMPARE(post().responses[1].description, std::string("201 response"));
        QVERIFY(!button("Add Method Response 201"));
    }

    void usualDescriptionFollowsTheStatus()
    {
        newPost();
        showCard(engine::Card::MethodResponse);
        typeInto(named<QLineEdit>("Status"), "202");
        QCOMPARE(post().responses[0].description, std::string("202 response"));
        typeInto(named<QLineEdit>("Description"), "Taken in");
        typeInto(named<QLineEdit>("Status"), "201");
        QCOMPARE(post().responses[0].description, std::string("Taken in"));
    }

    void furtherStagesWaitForADeployment()
    {
        newApi();
        QVERIFY(api().stages.front().autoDeploy);
        auto* tree = named<QTreeView>("API tree");
        const auto stages = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, "Stages", 1,
                                                 Qt::MatchRecursive | Qt::MatchExactly);
        QCOMPARE(stages.size(), 1);
        tree->setCurrentIndex(stages[0]);
        QVERIFY(window().findChild<StagesView*>()->isVisible());
        QTest::mouseClick(button("New Stage"), Qt::LeftButton);
        name("prod");
        QVERIFY(api().findStage("prod"));
        QVERIFY(!api().findStage("prod")->autoDeploy);
        auto* bar = window().findChild<GatewayBar*>();
        QCOMPARE(bar->stage(), api().findStage("prod")->id); // so Deploy means this one
        tree->setCurrentIndex(stages[0]);
        auto* table = named<QTableView>("Stages");
        QCOMPARE(table->model()->rowCount(), 2);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(0, 0)).center());
        QCOMPARE(bar->stage(), api().stages.front().id);
    }

    // Ctrl+N makes one more of what the group in the tree holds.
    void newMeansTheGroupAtHand()
    {
        newApi();
        auto* tree = named<QTreeView>("API tree");
        const auto select = [tree](const char* row) {
            const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, row, 1,
                                                    Qt::MatchRecursive | Qt::MatchExactly);
            QCOMPARE(found.size(), 1);
            tree->setCurrentIndex(found[0]);
        };
        select("Models");
        m_studio->key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(modelNames(definition()).size(), 1u);
        select("Stages");
        m_studio->key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(api().stages.size(), 2u);
        QVERIFY(definition().resources.empty() || definition().resources.front()->path == "/");
    }

    void commandsKeepTheirKeysInTextFields()
    {
        QVERIFY(m_studio->open());
        m_studio->key(Qt::Key_2, Qt::ControlModifier);
        auto* line = window().findChild<UrlLine*>();
        line->setFocus();
        bool isShown = false;
        QTimer::singleShot(0, this, [&] {
            isShown = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            if (isShown)
                qobject_cast<QDialog*>(QApplication::activeModalWidget())->reject();
        });
        QTest::keyClick(line, Qt::Key_E, Qt::ControlModifier); // a line edit's key for the end of the line
        QTRY_VERIFY(isShown);
    }
};

QTEST_MAIN(TestNewUser)
#include "tst_new_user.moc"
