// The hands of a test on the access pages: rows of the tree, buttons, boxes and tables, by real clicks and keys.
#pragma once

#include "tests/support/design_fixture.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTreeView>

namespace gw::test {

class AccessPageTest : public DesignFixture
{
protected:
    [[nodiscard]] const Project& project() const { return workspace().project(); }
    // A row of the tree by its text, below the row `under` when that is given.
    void clickRow(const QString& name, const QString& under = {})
    {
        auto* tree = visible<QTreeView>();
        QVERIFY(tree);
        const auto find = [&](const QString& text, const QModelIndex& parent) {
            tree->expand(parent);
            const int rows = tree->model()->rowCount(parent);
            for (int row = 0; row < rows; ++row)
                if (const QModelIndex index = tree->model()->index(row, 0, parent); index.data().toString() == text)
                    return index;
            return QModelIndex();
        };
        const QModelIndex index = find(name, under.isEmpty() ? QModelIndex() : find(under, {}));
        QVERIFY2(index.isValid(), qPrintable(name));
        tree->scrollTo(index);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index).center());
    }
    void click(const QString& text)
    {
        QAbstractButton* button = visibleText(text);
        QVERIFY2(button && button->isEnabled(), qPrintable(text));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void press(const QString& name)
    {
        auto* button = visible<QAbstractButton>(name);
        QVERIFY2(button && button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton, {}, button->rect().center());
    }
    void check(const QString& name)
    {
        auto* box = visible<QCheckBox>(name);
        QVERIFY2(box && box->isEnabled(), qPrintable(name));
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    }
    [[nodiscard]] bool says(const QString& text) const
    {
        for (auto* label : page().findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
    // By the arrow keys; what is passed on the way is chosen as well.
    void choose(const QString& box, const QString& text)
    {
        auto* combo = visible<QComboBox>(box);
        QVERIFY2(combo, qPrintable(box));
        const int index = combo->findText(text, Qt::MatchStartsWith);
        QVERIFY2(index >= 0, qPrintable(text));
        combo->setFocus();
        for (int steps = combo->count(); steps > 0 && combo->currentIndex() != index; --steps)
            QTest::keyClick(combo, combo->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
        QCOMPARE(combo->currentIndex(), index);
    }
    void empty(QLineEdit* line)
    {
        QVERIFY(line);
        line->setFocus();
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClick(line, Qt::Key_Return);
    }
    // Adds a row by the button of its table and types the first cell.
    void addRow(const QString& thing, const QString& text)
    {
        page().activateWindow(); // the offscreen platform has no active window once a popup has closed
        QVERIFY(QTest::qWaitForWindowActive(&page()));
        click(QStringLiteral("Add %1").arg(thing));
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
    }
    void typeCell(const QString& table, int row, int column, const QString& text)
    {
        auto* view = visible<QTableView>(table);
        QVERIFY2(view, qPrintable(table));
        view->setFocus();
        view->setCurrentIndex(view->model()->index(row, column));
        QTest::keyClick(view, Qt::Key_F2);
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return); // the view commits it a turn of the event loop later
        QTRY_VERIFY(QApplication::focusWidget() != editor);
    }
    // What "New" makes is named in its row: Enter keeps the name.
    void newElement(const QString& button)
    {
        click(button);
        if (auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget()))
            QTest::keyClick(editor, Qt::Key_Return);
    }
};

} // namespace gw::test
