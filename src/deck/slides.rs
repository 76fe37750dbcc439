//! The slides of the talk, in order. None shows what a later one introduces: neither in its picture
//! nor in its code.

use super::card::Kind::{self, Error, Listing, Quotation, Text, Title};
use super::talk::{Showing, Written};

/// A slide of words.
const fn words(
    kind: Kind,
    title: &'static str,
    lines: &'static [&'static str],
    [by, source]: [&'static str; 2],
    notes: &'static str,
) -> Written {
    Written { shows: Showing::Words(kind, lines, by, source), title, notes, claims: &[] }
}

/// A slide of a moment, with what is claimed of it.
const fn moment(
    link: &'static str,
    title: &'static str,
    notes: &'static str,
    claims: &'static [&'static str],
) -> Written {
    Written { shows: Showing::Moment(link), title, notes, claims }
}

/// Said by nobody, nowhere.
const NOBODY: [&str; 2] = [""; 2];

const PROMISES: &[&str] = &[
    "🗑 Don't lose messages",
    "👯 Apply a state change only once",
    "👻 Don't leak non-durable state",
];

const CONFIRM_ORDER: &[&str] = &["async Task Handle(ConfirmOrder message, IMessageContext context)
{
    var order = await orders.Load(message.OrderId);

    order.Confirm();

    await orders.Save(order);
    await context.Publish(new OrderConfirmed(order.Id));
}"];

const ADD_QUANTITY: &[&str] = &["async Task Handle(AddQuantity message, IMessageContext context)
{
    var order = await orders.Load(message.OrderId);
    var line = order.LineOf(message.Product);

    line.Quantity += message.Quantity;

    await orders.Save(order);
    await context.Publish(new QuantityAdded(order.Id, line.Quantity));
}"];

const ADD_ITEM: &[&str] = &["async Task Handle(AddItem message, IMessageContext context)
{
    var order = await orders.Load(message.OrderId);

    if (!order.Processed.Contains(message.Id))
    {
        order.Lines.Add(new OrderLine(message.Product));
        order.Processed.Add(message.Id);
        await orders.Save(order);
    }

    await context.Publish(new ItemAdded(order.Id, message.Product));
}"];

const FIRST_ITEM_ADDED: &[&str] = &["async Task Handle(AddItem message, IMessageContext context)
{
    var order = await orders.Load(message.OrderId);

    if (!order.Processed.Contains(message.Id))
    {
        order.Lines.Add(new OrderLine(message.Product));
        order.Processed.Add(message.Id);
        await orders.Save(order);
    }

    await context.Publish(new ItemAdded(order.Id, message.Product));
    if (order.Lines.Count == 1)
    {
        await context.Publish(new FirstItemAdded(order.Id));
    }
}"];

pub(super) static SLIDES: &[Written] = &[
    words(
        Title,
        "Can a message be processed exactly once?",
        &["About duplicates, lost messages, and the state that a handler sees"],
        NOBODY,
        "Ask the room who has seen a customer pay twice, or a message disappear. The question on \
         the slide has an answer, and it is not the one that most people expect.",
    ),
    words(
        Text,
        "Delivery is not processing",
        &[
            "Delivered: the queue has handed the message over",
            "Processed: its change is stored, and its events are out",
        ],
        NOBODY,
        "No network delivers exactly once: whoever does not hear an acknowledgment must send again \
         or give up. Queues send again, so a message is delivered at least once. What we can \
         choose is what a second delivery does.",
    ),
    words(
        Quotation,
        "The usual advice",
        &["Just make your logic idempotent"],
        ["Twitter trolls", "as the talk quotes them"],
        "Whoever asks about duplicates hears this. Let us take the advice and follow it as far as \
         it goes.",
    ),
    words(
        Listing,
        "The handler of ConfirmOrder",
        CONFIRM_ORDER,
        NOBODY,
        "This is what handlers do all day: take a message, change something, publish an event. Ask \
         the room: which of these lines can fail?",
    ),
    moment(
        "/v1/confirm-order/persist-then-publish/6?send=1&at=0",
        "One message, one change, one event",
        "The same handler, step by step: persist then publish. Three systems take part: the \
         queue, the store and the broker. Today nothing fails: the order is confirmed, and Billing \
         writes one bill.",
        &["holds at last", "publishes OrderConfirmed of 7", "counts bills 1 at last"],
    ),
    words(
        Error,
        "Publishing fails",
        &["MessageQueueException (0x80004005):\nInsufficient resources to perform operation."],
        ["", "Microsoft Message Queuing"],
        "Every step can fail, and every team has met these. The queue has no room: nothing was \
         published.",
    ),
    words(
        Error,
        "Or the broker is gone",
        &["AlreadyClosedException: The AMQP operation was interrupted:\n\
           AMQP close-reason, initiated by Library, code=541,\ntext='Unexpected Exception'"],
        ["", "RabbitMQ, .NET client"],
        "The channel was closed by an error of the socket below it. Was the event published before \
         that? This error does not tell.",
    ),
    moment(
        "/v1/confirm-order/persist-then-publish/4.refused.4.refused.4.refused?send=1&at=0",
        "Persist then publish",
        "The order is confirmed and stored. Then publishing fails, at each of the three attempts, \
         and the message goes to the dead-letter queue. Nobody hears about the order, and Billing \
         writes no bill, unless an operator replays the message. Ask: would it help to swap the \
         two?",
        &[
            "stuck LOST at last",
            "document confirmed order 7 at last",
            "publishes nothing",
            "counts bills 0 at last",
        ],
    ),
    words(
        Error,
        "Storing fails, too",
        &["Transaction (Process ID 52) was deadlocked on lock resources with another process and \
           has been chosen as the deadlock victim. Rerun the transaction."],
        ["", "SQL Server, error 1205"],
        "The store has to choose between two transactions, and ours is the one that it refuses. It \
         even says what to do: run it again.",
    ),
    moment(
        "/v1/confirm-order/publish-then-persist/4.refused.4.refused.4.refused?send=1&at=0",
        "Publish then persist",
        "Now the event goes out first, and the store refuses the change, at each of the three \
         attempts. Billing writes a bill for an order that is not confirmed: a ghost. Neither \
         order of the two is safe.",
        &["breaks GHOST at last", "document no confirmed orders at last", "counts bills 1 at last"],
    ),
    words(
        Text,
        "What we want to promise",
        PROMISES,
        NOBODY,
        "Three promises, and each has its sign: nothing is lost, nothing is applied twice, and \
         nobody hears about a change that isn't stored. We have just seen what \
         endangers the first and the last of them. Which approach keeps all three?",
    ),
    moment(
        "/v1/confirm-order/idempotent-logic/again:7.12?send=1&at=0",
        "Idempotent logic",
        "The advice, followed: confirming an order twice changes nothing, so a duplicate is \
         harmless, and we always publish. Here it works: the message comes twice, and Billing, \
         which knows the event by its id, writes one bill.",
        &[
            "holds at last",
            "publishes OrderConfirmed of 7, OrderConfirmed of 7",
            "counts bills 1 at last",
        ],
    ),
    words(
        Text,
        "A change request",
        &["It would be great if a customer could order more than one of a thing."],
        NOBODY,
        "Nobody who asks for this thinks of messaging. It is one line of code.",
    ),
    words(
        Listing,
        "The handler of AddQuantity",
        ADD_QUANTITY,
        NOBODY,
        "Ask the room: what in this order tells that AddQuantity was processed before? Nothing \
         does. To add is not to set: done twice, it adds twice.",
    ),
    moment(
        "/v1/quantities/idempotent-logic/6.refused.14?at=0",
        "Added twice",
        "AddQuantity 1 adds two, and its acknowledgment fails. AddQuantity 2 adds three. Then \
         AddQuantity 1 comes again, looks new, and adds two more: seven pierogi in place of five. \
         Our code never protected us. We were safe because of that one kind of change.",
        &[
            "document pierogi 7, soup 0 at last",
            "publishes QuantityAdded of 1, QuantityAdded of 2, QuantityAdded of 1",
        ],
    ),
    words(
        Text,
        "The same three promises",
        PROMISES,
        NOBODY,
        "Now the second has failed. We still want all three, whatever the \
         logic does.",
    ),
    moment(
        "/v1/confirm-order/swallow-duplicates/5.refused.11?at=0",
        "Remember what was processed",
        "We store the ids of processed messages with the state, and swallow duplicates. But a \
         retry looks just like a duplicate. ConfirmOrder 7 is stored, its event is not published, \
         and the retry is swallowed: OrderConfirmed is lost. Billing writes one bill for two \
         orders.",
        &["breaks LOST at last", "publishes OrderConfirmed of 8", "counts bills 1 at last"],
    ),
    words(
        Listing,
        "The handler of AddItem",
        ADD_ITEM,
        NOBODY,
        "So guard the change, not the publishing: AddItem changes the order once, and publishes \
         ItemAdded at every delivery. Its id \
         is made from the message's, so that a subscriber can tell that it is the same event.",
    ),
    words(
        Quotation,
        "Consistent messaging",
        &["equivalent to some execution in which each logical message gets processed exactly-once"],
        ["Szymon Pobiega and Tomasz Masternak", "\"Consistent messaging\", exactly-once.github.io"],
        "The definition: what an endpoint lets others see must look as if each message had been \
         processed once. Events may go out twice, if they are the same events. So a second \
         delivery must publish what the first one would have published.",
    ),
    words(
        Quotation,
        "The next advice",
        &["Just make your logic deterministic"],
        ["Twitter trolls", "as the talk quotes them"],
        "The same input, the same output: no clock, no random numbers, no new ids. Then a second \
         delivery publishes what the first one did. Ask for a show of hands: who believes this?",
    ),
    moment(
        "/v1/confirm-order/current-state/5.refused.12?at=0",
        "The same message, the same event",
        "It looks right. Publishing fails, another order is confirmed in between, and the retry \
         finds a duplicate: it changes nothing, and publishes OrderConfirmed, as decided from the \
         current state. Every promise is kept, and Billing writes two bills for two orders.",
        &[
            "holds at last",
            "publishes OrderConfirmed of 8, OrderConfirmed of 7",
            "counts bills 2 at last",
        ],
    ),
    words(
        Text,
        "One more change request",
        &["It would be great if marketing could greet whoever starts an order."],
        NOBODY,
        "That is an event for the first line of an order: FirstItemAdded. Count the lines, and if \
         there is exactly one, publish it.",
    ),
    words(
        Listing,
        "FirstItemAdded",
        FIRST_ITEM_ADDED,
        NOBODY,
        "Three lines more. There is no clock in them, no random number, no new id: the logic is \
         deterministic. Ask again: who believes that this is safe?",
    ),
    moment(
        "/v1/first-item-added/current-state/7.refused.14?at=0",
        "The event that never comes",
        "AddItem 123 counts one line, and publishing FirstItemAdded fails. AddItem 234 is \
         processed in between. Ask before AddItem 123 comes again: how many lines will it count \
         now? Two. So FirstItemAdded is lost, and marketing greets nobody.",
        &[
            "breaks LOST at last",
            "publishes ItemAdded of 123, ItemAdded of 234, ItemAdded of 123",
            "document lines 123, 234 at last",
            "counts first items 0 at last",
        ],
    ),
    words(
        Text,
        "Right logic, wrong state",
        &[
            "✔ The logic counted the lines of the order",
            "✘ The order had changed since the message was processed",
        ],
        NOBODY,
        "Determinism did not help: the same logic with the same message gives the same events only \
         from the same state. Whoever said \"deterministic\" forgot one of the inputs.",
    ),
    moment(
        "/v1/first-item-added/current-state/7.refused.14?with=historic-state",
        "Two states to decide from",
        "The same failure twice. On the left the duplicate is decided from the current state, \
         on the right from the historic state: the version before the message was processed. There \
         it counts one line, and publishes both events.",
        &["breaks LOST at last", "historic-state: holds at last"],
    ),
    moment(
        "/v1/first-item-added/historic-state/7.refused.16?at=0",
        "Publish from the historic state",
        "Keep every version. A duplicate is handled on the version just before it was first \
         processed, so it publishes the same events as then. The price: the logic must stay \
         deterministic for as long as a duplicate can arrive. That advice was not wrong, it was \
         half of the answer.",
        &["holds at last", "reads v0 at last", "counts first items 1 at last"],
    ),
    moment(
        "/v1/first-item-added/outbox/7.refused.16?at=0",
        "Or store the outgoing events",
        "The outbox: decide once, store the events with the state, and publish them from there. A \
         retry publishes the stored events, whatever the state is by then. Store the result, so \
         that nothing has to be worked out again.",
        &["holds at last", "counts first items 1 at last"],
    ),
    words(
        Text,
        "The last wish",
        &["It would be great if the messages also came in order."],
        NOBODY,
        "Exactly once says nothing about order. Ask the room whether their queue keeps it, also \
         when a message is retried.",
    ),
    moment(
        "/v1/process-manager/receipts-and-ids/send:1.send:2.delay:1.12?with=must-follow&at=0",
        "And in a different order?",
        "ValueChanged 2 overtakes ValueChanged 1. On the left, with receipts and causation ids, no \
         message is processed twice, and none is left in the queue; but the process drops the \
         value that came too early, and publishes Counted once in place of twice. On the right, \
         with MustFollow, each message says which one it must follow, and both are counted.",
        &[
            "publishes Counted of 1",
            "document counter 1 at last",
            "counts steps 1 at last",
            "must-follow: holds at last",
        ],
    ),
    words(
        Title,
        "Do you know why those messages are processed in the wrong order?",
        &[],
        NOBODY,
        "Retries that wait, several handlers for one queue, dead letters that come back a week \
         later. Leave the question with the room.",
    ),
    words(
        Title,
        "exactly-once.github.io",
        &["By Szymon Pobiega and Tomasz Masternak"],
        NOBODY,
        "The authors' posts tell all of this at length, with what it costs. This deck can be \
         copied and changed, and each of its runs can be tried on your own phone.",
    ),
];
