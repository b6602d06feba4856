import DatasetFiles
import OneShot

/// The network of the post's draft, line by line and in the same order: each line of Swift below its line
/// of Keras. The final listing, which this leads to, is in `Post.swift`.
enum Draft {
  // input_shape = (105, 105, 1)
  static let inputShape: Shape = [105, 105, 1]

  // left_input = Input(input_shape)
  // right_input = Input(input_shape)
  // → Both inputs have one shape and go through one leg, so there is nothing to declare.

  // convnet = Sequential()
  static let convnet = Sequential {
    // convnet.add(Convolution2D(64,10,10,activation='relu',subsample=(1,1),input_shape=input_shape))
    Conv2D(64, kernel: 10, strides: 1, activation: .relu)
    // convnet.add(MaxPooling2D())
    MaxPool2D()
    // convnet.add(Convolution2D(128,7,7,activation='relu'))
    Conv2D(128, kernel: 7, activation: .relu)
    // convnet.add(MaxPooling2D())
    MaxPool2D()
    // convnet.add(Convolution2D(128,4,4,activation='relu'))
    Conv2D(128, kernel: 4, activation: .relu)
    // convnet.add(MaxPooling2D())
    MaxPool2D()
    // convnet.add(Convolution2D(256,4,4,activation='relu'))
    Conv2D(256, kernel: 4, activation: .relu)
    // convnet.add(Flatten())
    Flatten()
    // convnet.add(Dense(4096,activation="sigmoid"))
    Dense(4096, activation: .sigmoid)
  }

  /// Makes the network and trains it for a few seconds.
  static func run(on characters: ImageDataset) throws {
    // encoded_l = convnet(left_input)
    // encoded_r = convnet(right_input)
    // L1_distance = lambda x: K.abs(x[0]-x[1])
    // both = merge([encoded_l,encoded_r], mode = L1_distance, output_shape=lambda x: x[0])
    // prediction = Dense(1,activation='sigmoid')(both)
    // siamese_net = Model(input=[left_input,right_input],output=prediction)
    var siameseNet = try Siamese(
      convnet, input: inputShape, distance: .l1, head: Dense(1, activation: .sigmoid))

    // optimizer = SGD(0.009,momentum=0.6,nesterov=True,decay=0.0003)
    var optimizer = SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)

    // siamese_net.compile(loss="binary_crossentropy",optimizer=optimizer)
    // → The loss is a function, called where the network is trained: binaryCrossEntropy.

    // siamese_net.count_params()
    print(siameseNet.summary())
    print("\nThe draft's network, on 16 pairs from \(characters.name):")

    // (inputs,targets)=loader.get_batch(batch_size)
    // The network sees the same few pairs again and again: on new pairs each time, the loss stays
    // near ln 2 = 0.693 for hundreds of steps before it falls.
    var random = SeededGenerator(seed: 1)
    let pairs = try PairSampler(characters).batch(16, using: &random)
    let left = characters.images(at: pairs.left)
    let right = characters.images(at: pairs.right)

    // loss=siamese_net.train_on_batch(inputs,targets)
    // print(loss)
    try train(&siameseNet, with: &optimizer, steps: 40) { _ in
      (left, right, pairs.targets)
    } loss: { siameseNet, batch in
      binaryCrossEntropy(siameseNet(batch.0, batch.1), batch.2)
    } report: { _, step in
      if step.iteration == 1 || step.iteration.isMultiple(of: 5) {
        print("iteration \(step.iteration), loss \(step.loss)")
      }
    }
  }
}
